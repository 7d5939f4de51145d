using XBot.Core.Sessions;

namespace XBot.X.Sessions;

/// <summary>What a verdict was decided on; kept as JSON beside the screenshot.</summary>
/// <param name="Found">Names of the marks that were there.</param>
/// <param name="Missing">Names of the marks that were looked for and not there.</param>
public sealed record SessionEvidence(
    string State,
    string Reason,
    IReadOnlyList<string> Found,
    IReadOnlyList<string> Missing,
    PageMarks Marks,
    SessionSurroundings Surroundings);

/// <summary>What is known beside the page's own marks.</summary>
/// <param name="Origin">The origin that our session belongs to.</param>
/// <param name="DocumentStatus">HTTP status of the document, when this look loaded it.</param>
/// <param name="NavigationError">net::ERR_… or timeout, when the load failed.</param>
/// <param name="RateLimit">What said so (HTTP 429 or code 88 on our own calls); null when nothing did.</param>
/// <param name="HasAccountCookie">The session's cookie names an account.</param>
public sealed record SessionSurroundings(string Origin, int? DocumentStatus = null, string? NavigationError = null, string? RateLimit = null, bool HasAccountCookie = false);

/// <summary>A state, and the sentence that says why.</summary>
public sealed record SessionVerdict(SessionState State, string Reason, IReadOnlyList<string> Found, IReadOnlyList<string> Missing)
{
    /// <summary>Worth waiting over: a page that is still coming up looks like this.</summary>
    public bool Undecided => State is SessionState.Unknown or SessionState.NotRendering;
}
