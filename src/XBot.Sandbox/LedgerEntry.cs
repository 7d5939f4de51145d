namespace XBot.Sandbox;

/// <summary>
/// One post the sandbox accepted. JSON: <c>{"id","author","text","inReplyTo","at"}</c>: ids as strings,
/// <paramref name="Author"/> a handle without @, <paramref name="InReplyTo"/> null for a post of its own, <paramref name="At"/> UTC.
/// </summary>
public sealed record LedgerEntry(string Id, string Author, string Text, string? InReplyTo, DateTimeOffset At);
