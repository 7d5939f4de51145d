namespace XBot.X.Evidence;

/// <summary>Where evidence is kept, and how much of it.</summary>
public sealed record EvidenceOptions
{
    /// <summary>The profile directory; evidence goes into its folder <c>artifacts</c>. Absolute path.</summary>
    public required string ProfileDir { get; init; }

    /// <summary>Sets (screenshot, HTML, JSON) that are kept; the oldest goes first.</summary>
    public int MaxSets { get; init; } = 50;

    /// <summary>Bytes that are kept in all; the oldest set goes first.</summary>
    public long MaxBytes { get; init; } = 200L * 1024 * 1024;

    /// <summary>Characters of one page's HTML.</summary>
    public int MaxHtml { get; init; } = 4 * 1024 * 1024;
}
