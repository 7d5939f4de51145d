namespace XBot.Core.Browsers;

/// <param name="What"><c>page</c> or <c>chrome</c>.</param>
/// <param name="Because">One clause for people: <c>it was open for 12 h</c>.</param>
public sealed record RecycledBrowser(string What, string Because);

/// <param name="Ready">Our Chrome answers, is proven ours, and our page is attached.</param>
/// <param name="Detail">One sentence for people: what runs, or why nothing does and what to do.</param>
/// <param name="Restarted">This check had to start Chrome.</param>
public sealed record BrowserReport(bool Ready, string Detail, bool Restarted = false, int? Pid = null, string? Version = null);
