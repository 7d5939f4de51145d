namespace XBot.Core.Settings;

/// <summary>When the browser is replaced by a fresh one, and when it is left alone.</summary>
public sealed record BrowserUpkeep
{
    /// <summary>Losses of Chrome or our page within an hour that are healed at once; above that a person is asked.</summary>
    public int RestartsPerHour { get; init; } = 12;

    public TimeSpan PageMaxAge { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Of the page's scripts, in bytes.</summary>
    public long PageMaxMemory { get; init; } = 768L << 20;

    public TimeSpan ChromeMaxAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Of all of Chrome's processes, in bytes.</summary>
    public long ChromeMaxMemory { get; init; } = 4L << 30;
}
