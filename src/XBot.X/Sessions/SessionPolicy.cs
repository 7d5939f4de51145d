using XBot.Core.Sessions;

namespace XBot.X.Sessions;

/// <summary>
/// Tells the session's state from a page's marks. The first row that holds wins; what no row holds is UNKNOWN and posts nothing.
/// <code>
/// (another origin)  UNKNOWN        whatever it looks like
/// CHALLENGE         a challenge's address or mark
/// LOGGED_OUT        the login's address, button or field
/// CONSENT_WALL      a consent dialog, no post, no account
/// RATE_LIMITED      HTTP 429 or code 88 on our own calls, or on the document
/// SUSPENDED         an account page's address, or an error on our own profile
/// OK                our account in the navigation
/// NOT_RENDERING     no app: no testid, or next to no body, and no post; or the document failed
/// UNKNOWN           anything else
/// </code>
/// </summary>
public static class SessionPolicy
{
    /// <summary>Below this much markup there is a shell, no app.</summary>
    public const int LeastCharacters = 1000;

    /// <summary>Below this height nothing is shown, in CSS pixels.</summary>
    public const int LeastHeight = 100;

    private static readonly string[] ChallengePaths = ["/i/flow/challenge", "/i/flow/verify", "/account/access", "/account/verify"];
    private static readonly string[] LoginPaths = ["/i/flow/login", "/i/flow/signup", "/i/jf/onboarding", "/login"];
    private static readonly string[] SuspendedPaths = ["/account/suspended", "/account/locked", "/i/account/suspended"];

    public static SessionVerdict Decide(PageMarks marks, SessionSurroundings around)
    {
        var (found, missing) = Sort(marks, around);
        var (state, reason) = Judge(marks, around);
        return new SessionVerdict(state, reason, found, missing);
    }

    private static (SessionState, string) Judge(PageMarks marks, SessionSurroundings around)
    {
        if (!Uri.TryCreate(marks.Url, UriKind.Absolute, out var url) || url.GetLeftPart(UriPartial.Authority) != around.Origin)
        {
            return around.NavigationError is { } error
                ? (SessionState.NotRendering, $"The page could not be loaded: {error}.")
                : (SessionState.Unknown, $"The open page is not of {around.Origin} but {Shown(marks.Url)}.");
        }
        var path = url.AbsolutePath;
        if (IsAt(path, ChallengePaths))
            return (SessionState.Challenge, $"The address {path} asks for a person.");
        if (marks.Challenge)
            return (SessionState.Challenge, "The page holds the mark of a challenge.");
        if (IsAt(path, LoginPaths))
            return (SessionState.LoggedOut, $"The address {path} is the login.");
        if (marks.LoginButton || marks.LoginField)
            return (SessionState.LoggedOut, marks.LoginButton ? "The page offers the login." : "The page shows the login's user name field.");
        if (marks.ConsentDialog && marks.Articles == 0 && !marks.AccountSwitcher)
            return (SessionState.ConsentWall, "A consent dialog stands over a page without posts and without our account.");
        if (around.RateLimit is { } limit)
            return (SessionState.RateLimited, $"X limits our calls: {limit}.");
        if (around.DocumentStatus == 429)
            return (SessionState.RateLimited, "The page itself was answered with HTTP 429.");
        if (IsAt(path, SuspendedPaths))
            return (SessionState.Suspended, $"The address {path} tells of a suspended or locked account.");
        if (marks.ErrorDetail && marks.OwnHandle is { } own && path.TrimEnd('/').Equals("/" + own, StringComparison.OrdinalIgnoreCase))
            return (SessionState.Suspended, "Our own profile shows an error instead of its content.");
        if (marks.AccountSwitcher || marks.ProfileLink)
            return (SessionState.Ok, marks.AccountSwitcher ? "The navigation shows our account." : "The navigation links to our profile.");
        if (around.NavigationError is { } failed)
            return (SessionState.NotRendering, $"The page could not be loaded: {failed}.");
        if (around.DocumentStatus >= 500)
            return (SessionState.NotRendering, $"The page was answered with HTTP {around.DocumentStatus}.");
        if (marks.Articles == 0 && WhyNoApp(marks) is { } why)
            return (SessionState.NotRendering, $"The page is a shell without the app: {why}.");
        return (SessionState.Unknown, "The page shows neither an account nor a login, nor anything else that is known.");
    }

    private static string? WhyNoApp(PageMarks marks) =>
        marks.Marks == 0 ? "it holds no testid"
        : marks.BodyCharacters < LeastCharacters ? $"its body has {marks.BodyCharacters} characters"
        : marks.BodyHeight < LeastHeight ? $"its body is {marks.BodyHeight} pixels high"
        : null;

    private static bool IsAt(string path, string[] places) =>
        places.Any(place => path.Equals(place, StringComparison.OrdinalIgnoreCase) || path.StartsWith(place + "/", StringComparison.OrdinalIgnoreCase));

    private static string Shown(string url) => url.Length == 0 ? "blank" : url.Split('?', '#')[0];

    private static (IReadOnlyList<string> Found, IReadOnlyList<string> Missing) Sort(PageMarks marks, SessionSurroundings around)
    {
        (string Name, bool There)[] all =
        [
            ("challenge", marks.Challenge), ("loginButton", marks.LoginButton), ("loginField", marks.LoginField), ("consentDialog", marks.ConsentDialog),
            ("rateLimit", around.RateLimit is not null), ("errorDetail", marks.ErrorDetail), ("accountSwitcher", marks.AccountSwitcher),
            ("profileLink", marks.ProfileLink), ("accountCookie", around.HasAccountCookie), ("post", marks.Articles > 0), ("testid", marks.Marks > 0),
        ];
        return ([.. all.Where(mark => mark.There).Select(mark => mark.Name)], [.. all.Where(mark => !mark.There).Select(mark => mark.Name)]);
    }
}
