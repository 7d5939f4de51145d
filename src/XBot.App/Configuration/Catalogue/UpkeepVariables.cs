using XBot.Core.Settings;
using static XBot.App.Configuration.NumberText;

namespace XBot.App.Configuration.Catalogue;

/// <summary>When Chrome and its page are replaced, and when Chrome is left alone.</summary>
internal static class UpkeepVariables
{
    private const int Megabyte = 1 << 20;

    public static readonly IReadOnlyList<Setting> All =
    [
        new("CHROME_RESTARTS_PER_HOUR", "12", "a whole number from 1 to 3600", "how often a Chrome that dies is started again within an hour before a person is asked")
        {
            Parse = (value, settings) => Whole(value.Text, 1, 3600) is { } starts ? settings.With(upkeep => upkeep with { RestartsPerHour = starts }) : null,
            Show = settings => Show(settings.Upkeep.RestartsPerHour),
        },
        new("PAGE_MAX_AGE_HOURS", "12", "a number of hours from 0.001 to 8760", "an older page is replaced by a fresh one, never while a reply is being sent")
        {
            Parse = (value, settings) => Fraction(value.Text, 0.001, 8760) is { } hours ? settings.With(upkeep => upkeep with { PageMaxAge = TimeSpan.FromHours(hours) }) : null,
            Show = settings => Show(settings.Upkeep.PageMaxAge.TotalHours),
        },
        new("PAGE_MAX_MEMORY_MB", "768", "a whole number from 16 to 1048576", "a page whose scripts hold more is replaced, not before it lived a 24th of PAGE_MAX_AGE_HOURS")
        {
            Parse = (value, settings) => Whole(value.Text, 16, 1048576) is { } size ? settings.With(upkeep => upkeep with { PageMaxMemory = (long)size * Megabyte }) : null,
            Show = settings => Show(settings.Upkeep.PageMaxMemory / Megabyte),
        },
        new("CHROME_MAX_AGE_HOURS", "168", "a number of hours from 0.001 to 87600", "an older Chrome is closed and started afresh")
        {
            Parse = (value, settings) => Fraction(value.Text, 0.001, 87600) is { } hours ? settings.With(upkeep => upkeep with { ChromeMaxAge = TimeSpan.FromHours(hours) }) : null,
            Show = settings => Show(settings.Upkeep.ChromeMaxAge.TotalHours),
        },
        new("CHROME_MAX_MEMORY_MB", "4096", "a whole number from 128 to 1048576", "a Chrome whose processes hold more is started afresh")
        {
            Parse = (value, settings) => Whole(value.Text, 128, 1048576) is { } size ? settings.With(upkeep => upkeep with { ChromeMaxMemory = (long)size * Megabyte }) : null,
            Show = settings => Show(settings.Upkeep.ChromeMaxMemory / Megabyte),
        },
    ];

    private static RunnerSettings With(this RunnerSettings settings, Func<BrowserUpkeep, BrowserUpkeep> change) => settings with { Upkeep = change(settings.Upkeep) };
}
