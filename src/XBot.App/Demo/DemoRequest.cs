namespace XBot.App.Demo;

/// <summary>What the command line of <c>xbot demo</c> asks for.</summary>
/// <param name="Replies">The demo ends when so many replies are confirmed; 1 to 60.</param>
/// <param name="Keep">Leave the temporary profile behind.</param>
/// <param name="Headed">Show Chrome's window.</param>
/// <param name="TimelineFile">A captured timeline that the sandbox shows as home; null: invented posts.</param>
internal sealed record DemoRequest(int Replies, bool Keep, bool Headed, string? TimelineFile);
