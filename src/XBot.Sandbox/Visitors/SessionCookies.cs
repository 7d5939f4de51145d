using Microsoft.AspNetCore.Http;

namespace XBot.Sandbox.Visitors;

/// <summary>The three cookies that make a session on X: auth_token (HttpOnly), ct0 (also sent as x-csrf-token) and twid (<c>u%3D</c> + the numeric user id).</summary>
internal static class SessionCookies
{
    public const string AuthToken = "auth_token";
    public const string Csrf = "ct0";
    public const string UserId = "twid";
    private static readonly TimeSpan Life = TimeSpan.FromDays(365);

    public static void Write(HttpResponse response, Session session)
    {
        response.Cookies.Append(AuthToken, session.Token, Options(httpOnly: true));
        response.Cookies.Append(Csrf, session.Csrf, Options(httpOnly: false));
        // Append percent-encodes: the browser holds u%3D9000000000000000001, as on X.
        response.Cookies.Append(UserId, "u=" + session.Acting.Id, Options(httpOnly: false));
    }

    public static void Clear(HttpResponse response)
    {
        foreach (var name in (string[])[AuthToken, Csrf, UserId]) response.Cookies.Delete(name, new CookieOptions { Path = "/" });
    }

    private static CookieOptions Options(bool httpOnly) => new() { Path = "/", HttpOnly = httpOnly, SameSite = SameSiteMode.Lax, MaxAge = Life };
}
