using XBot.Core.Settings;

namespace XBot.X.Replying;

/// <summary>Bounds of one look for a reply.</summary>
public sealed record ReplyWitnessOptions
{
    /// <summary>For each of the two pages to load, and again for X's answer behind it; 20 s by default.</summary>
    public TimeSpan Load { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often each page is scrolled on; 5 by default.</summary>
    public int Scrolls { get; init; } = 5;

    /// <summary>How long the page may take to show what X answered, or what a scroll brings; 3 s by default. Nothing new is the end of the page.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Over a script's own deadline, for the call that carries it; 5 s by default.</summary>
    public TimeSpan CallMargin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Shorter on loopback, where pages come at once and reconciliation has seconds only.</summary>
    public static ReplyWitnessOptions For(Site site) => site.IsLoopback
        ? new ReplyWitnessOptions { Load = TimeSpan.FromSeconds(10), Settle = TimeSpan.FromMilliseconds(500) }
        : new ReplyWitnessOptions();
}
