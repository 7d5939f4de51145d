using XBot.Core.Settings;

namespace XBot.X.Reading;

/// <summary>The reader's patience. Shorter on loopback, where pages come at once.</summary>
public sealed record ReadingOptions
{
    /// <summary>How long a document may take to load.</summary>
    public TimeSpan LoadDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the first post may take to appear.</summary>
    public TimeSpan ContentDeadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long new posts may take to appear after a scroll.</summary>
    public TimeSpan ScrollDeadline { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>At the page's end, with every call answered: nothing more comes after this long.</summary>
    public TimeSpan QuietTime { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Between two looks at a page that is changing.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The whole reading of a source, where the bounds do not say.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromMinutes(2);

    public static ReadingOptions For(Site site) => site.IsLoopback
        ? new ReadingOptions
        {
            LoadDeadline = TimeSpan.FromSeconds(10),
            ContentDeadline = TimeSpan.FromSeconds(5),
            ScrollDeadline = TimeSpan.FromSeconds(1.5),
            QuietTime = TimeSpan.FromSeconds(0.3),
            Pause = TimeSpan.FromMilliseconds(50),
            MaxTime = TimeSpan.FromSeconds(60),
        }
        : new ReadingOptions();
}
