namespace XBot.Core.Selection;

/// <summary>What a judgement needs beside the post.</summary>
public sealed record SelectionContext
{
    public required DateTimeOffset Now { get; init; }

    /// <summary>Own handle; null when it is not known.</summary>
    public string? OwnHandle { get; init; }

    public required TimeSpan MaxPostAge { get; init; }

    /// <summary>Replies to others are worth one too.</summary>
    public bool AllowReplies { get; init; }

    /// <summary>Only posts in these languages (<see cref="PostLanguage"/>); empty: in any.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    public IReadOnlyList<string> TopicKeywords { get; init; } = [];
    public IReadOnlyList<string> BlockedWords { get; init; } = [];

    /// <summary>Keys of authors who opted out (<see cref="OptOut.KeyOf"/>).</summary>
    public IReadOnlySet<string> OptedOut { get; init; } = new HashSet<string>();

    /// <summary>Authors who had a reply within the cooldown, same keys.</summary>
    public IReadOnlySet<string> CoolingDown { get; init; } = new HashSet<string>();

    /// <summary>When each post was first seen; new ones are absent.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> FirstSeen { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>Posts that have a reply of ours.</summary>
    public IReadOnlySet<string> Answered { get; init; } = new HashSet<string>();
}
