using XBot.Core.Settings;

namespace XBot.X.Browsers;

/// <summary>Which addresses are the site's own.</summary>
internal static class SiteAddresses
{
    public static bool Owns(this Site site, string url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.GetLeftPart(UriPartial.Authority) == site.Origin;

    /// <summary>The page's own API calls: <c>https://x.com/i/api/graphql/HASH/HomeTimeline?…</c></summary>
    public static bool OwnsApi(this Site site, string url) => site.Owns(url) && new Uri(url).AbsolutePath.StartsWith("/i/api/", StringComparison.Ordinal);
}
