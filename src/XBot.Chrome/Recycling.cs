namespace XBot.Chrome;

/// <summary>What <see cref="ChromeKeeper.RecycleAsync"/> replaced.</summary>
/// <param name="Because">One clause for people: <c>its scripts hold 812 MB</c>.</param>
public sealed record Recycling(Recycled What, string Because);

public enum Recycled
{
    /// <summary>Our page; Chrome went on.</summary>
    Page,

    /// <summary>Chrome as a whole.</summary>
    Chrome,
}

/// <summary>When a page or a Chrome counts as worn out. Memory alone counts only after a twenty-fourth of <see cref="PageAge"/>.</summary>
public sealed record RecycleLimits
{
    /// <summary>Default 12 h.</summary>
    public TimeSpan PageAge { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Of the page's scripts. Default 768 MB.</summary>
    public long PageBytes { get; init; } = 768L << 20;

    /// <summary>Default 7 days.</summary>
    public TimeSpan ChromeAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Of all of Chrome's processes, what they share counted in each. Default 4 GB.</summary>
    public long ChromeBytes { get; init; } = 4L << 30;
}
