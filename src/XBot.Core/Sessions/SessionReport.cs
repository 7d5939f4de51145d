namespace XBot.Core.Sessions;

/// <param name="State">What the page is.</param>
/// <param name="AccountId">Numeric user id from the session's cookie; null when there is none.</param>
/// <param name="Handle">Own handle without @, where the page shows it.</param>
/// <param name="Reason">One sentence: the evidence it was decided on.</param>
/// <param name="Url">The page that was looked at.</param>
/// <param name="CheckedAt">UTC.</param>
/// <param name="Artifacts">Screenshot and redacted HTML, kept for each state but OK (and for each fresh load).</param>
public sealed record SessionReport(
    SessionState State,
    string? AccountId,
    string? Handle,
    string Reason,
    string Url,
    DateTimeOffset CheckedAt,
    ArtifactPaths? Artifacts = null);

/// <summary>Absolute paths of what was kept of a page.</summary>
public sealed record ArtifactPaths(string? Screenshot, string? Html);
