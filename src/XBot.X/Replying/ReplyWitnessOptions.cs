namespace XBot.X.Replying;

/// <summary>Bounds of one look for a reply.</summary>
public sealed record ReplyWitnessOptions
{
    /// <summary>For each of the two pages to load and to show its posts; 20 s by default.</summary>
    public TimeSpan Load { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often each page is scrolled on; 5 by default.</summary>
    public int Scrolls { get; init; } = 5;

    /// <summary>How long a scroll may take to bring something new; 1.5 s by default. Nothing new is the end of the page.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Over a script's own deadline, for the call that carries it; 5 s by default.</summary>
    public TimeSpan CallMargin { get; init; } = TimeSpan.FromSeconds(5);
}
