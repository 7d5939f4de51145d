namespace XBot.Core.Browsers;

/// <param name="Ready">Our Chrome answers, is proven ours, and our page is attached.</param>
/// <param name="Detail">One sentence for people: what runs, or why nothing does and what to do.</param>
/// <param name="Restarted">This check had to start Chrome.</param>
public sealed record BrowserReport(bool Ready, string Detail, bool Restarted = false, int? Pid = null, string? Version = null);
