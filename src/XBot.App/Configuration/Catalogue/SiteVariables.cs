using static XBot.App.Configuration.NumberText;

namespace XBot.App.Configuration.Catalogue;

/// <summary>The site, and the limits that depend on it.</summary>
internal static class SiteVariables
{
    private const int LoopbackReplies = 1_000_000;
    private const int HundredYearsInMinutes = 52_560_000;

    public static readonly IReadOnlyList<Setting> All =
    [
        new("X_BASE_URL", "https://x.com", "https://x.com, or http:// or https:// with localhost, 127.x.x.x or [::1] and a port, no path", "the site; a loopback address is the sandbox")
        {
            Parse = (value, settings) => AddressText.Site(value.Text) is { } site ? settings with { Site = site } : null,
            Show = settings => settings.Site.Origin,
        },
        new("MAX_REPLIES_PER_HOUR", "4", "a whole number from 0 to 8, on loopback to 1000000", "hard limit")
        {
            Parse = (value, settings) => Whole(value.Text, 0, settings.Site.IsLoopback ? LoopbackReplies : 8) is { } limit ? settings with { MaxRepliesPerHour = limit } : null,
            Show = settings => Show(settings.MaxRepliesPerHour),
        },
        new("MAX_REPLIES_PER_DAY", "20", "a whole number from 0 to 50, on loopback to 1000000", "hard limit within any 24 hours")
        {
            Parse = (value, settings) => Whole(value.Text, 0, settings.Site.IsLoopback ? LoopbackReplies : 50) is { } limit ? settings with { MaxRepliesPerDay = limit } : null,
            Show = settings => Show(settings.MaxRepliesPerDay),
        },
        new("AUTHOR_COOLDOWN_HOURS", "72", "a number of hours from 1 to 87600, on loopback from 0", "how long an author is left alone after a reply")
        {
            Parse = (value, settings) => Fraction(value.Text, settings.Site.IsLoopback ? 0 : 1, 87600) is { } hours ? settings with { AuthorCooldown = TimeSpan.FromHours(hours) } : null,
            Show = settings => Show(settings.AuthorCooldown.TotalHours),
        },
        new("MAX_POST_AGE_MINUTES", "180", "a whole number from 1 to 52560000", "older posts are not answered")
        {
            Parse = (value, settings) => Whole(value.Text, 1, HundredYearsInMinutes) is { } minutes ? settings with { MaxPostAge = TimeSpan.FromMinutes(minutes) } : null,
            Show = settings => Show(settings.MaxPostAge.TotalMinutes),
        },
        new("DRAFT_EXPIRY_MINUTES", "120", "a whole number from 1 to 52560000", "older drafts are not sent")
        {
            Parse = (value, settings) => Whole(value.Text, 1, HundredYearsInMinutes) is { } minutes ? settings with { DraftExpiry = TimeSpan.FromMinutes(minutes) } : null,
            Show = settings => Show(settings.DraftExpiry.TotalMinutes),
        },
    ];
}
