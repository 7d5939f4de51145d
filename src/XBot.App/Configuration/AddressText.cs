using System.Net;
using System.Net.Sockets;
using XBot.Core.Settings;

namespace XBot.App.Configuration;

/// <summary>Addresses as settings spell them, and as they may be shown.</summary>
internal static class AddressText
{
    /// <summary>X itself, or an origin on this machine; nothing else is a site we work on.</summary>
    public static Site? Site(string text)
    {
        if (text.TrimEnd('/').Equals(Core.Settings.Site.X.Origin, StringComparison.OrdinalIgnoreCase) && !text.EndsWith("//", StringComparison.Ordinal))
            return Core.Settings.Site.X;
        if (text.AsSpan().ContainsAny("?#@\\ ") || Web(text) is not { AbsolutePath: "/", Port: > 0 } uri || !IsLoopback(uri))
            return null;
        return new Site(uri);
    }

    /// <summary>An absolute http or https address.</summary>
    public static Uri? Web(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.Host.Length > 0 ? uri : null;

    /// <summary>A postgres:// address with a host. Reserved characters in a password must be percent-encoded, else its parts could not be told apart.</summary>
    public static Uri? Postgres(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "postgres" or "postgresql" && uri.Host.Length > 0
        && uri.Fragment.Length == 0 && text.Count(c => c == '@') <= 1
            ? uri
            : null;

    public static bool IsLoopback(Uri uri) =>
        uri.Host == "localhost"
        || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address)
            && (address.AddressFamily == AddressFamily.InterNetwork ? address.GetAddressBytes()[0] == 127 : address.Equals(IPAddress.IPv6Loopback)));

    /// <summary><c>postgres://user:***@host:5433/db?…</c>: neither the password nor parameters, which may carry one.</summary>
    public static string ShowPostgres(string text)
    {
        var uri = new Uri(text);
        var user = uri.UserInfo.Length == 0 ? "" : uri.UserInfo.Split(':')[0] + (uri.UserInfo.Contains(':') ? ":***@" : "@");
        return $"{uri.Scheme}://{user}{uri.Host}{(uri.Port > 0 ? ":" + NumberText.Show(uri.Port) : "")}{uri.AbsolutePath}{(uri.Query.Length > 1 ? "?…" : "")}";
    }

    /// <summary>The origin alone: in a ping address the path is the secret.</summary>
    public static string ShowOrigin(Uri uri) => uri.Scheme + "://" + uri.Authority + (uri.PathAndQuery == "/" ? "" : "/…");
}
