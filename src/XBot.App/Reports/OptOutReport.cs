namespace XBot.App.Reports;

/// <summary><c>xbot optout list --json</c>, by handle.</summary>
internal sealed record OptOutReport(IReadOnlyList<OptOutEntry> OptOuts);

/// <param name="Handle">Without @, in lower case.</param>
internal sealed record OptOutEntry(string Handle, string? Note, string At);
