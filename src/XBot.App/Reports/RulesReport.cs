namespace XBot.App.Reports;

/// <summary><c>rules --json</c>.</summary>
/// <param name="Accepted">Whether the text as it is now was acknowledged.</param>
internal sealed record RulesReport(string Text, string AsOf, string Digest, bool Accepted, string? By, string? At);
