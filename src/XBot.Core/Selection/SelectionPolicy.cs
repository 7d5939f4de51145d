using XBot.Core.Posts;

namespace XBot.Core.Selection;

/// <summary>What a judgement needs beside the post.</summary>
public sealed record SelectionContext
{
    public required DateTimeOffset Now { get; init; }

    /// <summary>Own handle; null when it is not known.</summary>
    public string? OwnHandle { get; init; }

    public required TimeSpan MaxPostAge { get; init; }
    public IReadOnlyList<string> TopicKeywords { get; init; } = [];
    public IReadOnlyList<string> BlockedWords { get; init; } = [];

    /// <summary>Keys of authors who opted out (<see cref="OptOut.KeyOf"/>).</summary>
    public IReadOnlySet<string> OptedOut { get; init; } = new HashSet<string>();

    /// <summary>Authors who had a reply within the cooldown, same keys.</summary>
    public IReadOnlySet<string> CoolingDown { get; init; } = new HashSet<string>();

    /// <summary>Posts that have a reply of ours.</summary>
    public IReadOnlySet<string> Answered { get; init; } = new HashSet<string>();
}

/// <summary>
/// Which posts are worth a reply, and how much. Pure. Hard filters first, the first that holds names the verdict; then a score from 0 to 100:
/// <code>
/// score = 40 · recency + 30 · relevance + 20 · velocity + 10 · room
/// recency   = 1 − age / MAX_POST_AGE
/// relevance = topic keywords found / 2, at most 1; ½ when no keywords are set
/// velocity  = log10(1 + likes per hour) / 3, at most 1
/// room      = 1 / (1 + replies / 10): a reply under hundreds of others is not read
/// </code>
/// </summary>
public static class SelectionPolicy
{
    public static (string Verdict, double Score, string Reason) Judge(Post post, SelectionContext context)
    {
        if (Refusal(post, context) is { } why)
            return (why, 0, "");
        var age = Age(post, context.Now);
        var recency = Math.Clamp(1 - (age / context.MaxPostAge), 0, 1);
        var hits = context.TopicKeywords.Count(word => post.Text.Contains(word, StringComparison.OrdinalIgnoreCase));
        var relevance = context.TopicKeywords.Count == 0 ? 0.5 : Math.Min(1, hits / 2.0);
        var perHour = (post.Likes ?? 0) / Math.Max(0.25, age.TotalHours);
        var velocity = Math.Min(1, Math.Log10(1 + perHour) / 3);
        var room = 1 / (1 + ((post.Replies ?? 0) / 10.0));
        var score = Math.Round((40 * recency) + (30 * relevance) + (20 * velocity) + (10 * room), 2);
        return (Candidate.EligibleVerdict, score, FormattableString.Invariant($"recency {recency:0.00}, relevance {relevance:0.00}, velocity {velocity:0.00}, room {room:0.00}"));
    }

    private static string? Refusal(Post post, SelectionContext context) => post switch
    {
        { IsEmbed: true } => "embed",
        { IsPromoted: true } => "promoted",
        { IsRepost: true } => "repost",
        { IsReply: true } => "reply",
        _ when context.OwnHandle is { } own && post.AuthorHandle.Equals(own, StringComparison.OrdinalIgnoreCase) => "own",
        { RepliesRestricted: true } => "restricted",
        { Text: var text } when string.IsNullOrWhiteSpace(text) => "no_text",
        _ when Age(post, context.Now) > context.MaxPostAge => "too_old",
        _ when post.PostedAt > context.Now + TimeSpan.FromMinutes(5) => "in_the_future",
        _ when context.BlockedWords.Any(word => post.Text.Contains(word, StringComparison.OrdinalIgnoreCase)) => "blocked_word",
        _ when context.OptedOut.Contains(OptOut.KeyOf(post.AuthorHandle)) => "opted_out",
        _ when context.Answered.Contains(post.Id) => "answered",
        _ when context.CoolingDown.Contains(OptOut.KeyOf(post.AuthorHandle)) => "author_cooldown",
        _ => null,
    };

    // The id carries the time too, and nobody can edit it: the older of the two counts.
    private static TimeSpan Age(Post post, DateTimeOffset now)
    {
        var age = now - (Snowflake.TimeOf(post.Id) is { } born && born < post.PostedAt ? born : post.PostedAt);
        return age < TimeSpan.Zero ? TimeSpan.Zero : age;
    }
}
