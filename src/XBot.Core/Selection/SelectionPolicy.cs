using XBot.Core.Posts;

namespace XBot.Core.Selection;

/// <summary>
/// Which posts are worth a reply, and how much. Pure. Hard filters first, the first that holds names the verdict; then a score from 0 to 100:
/// <code>
/// score = 35 · recency + 30 · relevance + 15 · velocity + 10 · author + 10 · room
/// recency   = 1 − age / MAX_POST_AGE, by the post's own time
/// relevance = topic keywords found / 2, at most 1; ½ when no keywords are set
/// velocity  = log10(1 + likes per hour) / 3, at most 1; an hour's quarter at least is counted
/// author    = log10(1 + followers) / 6, at most 1; ½ when they are not known
/// room      = 1 / (1 + replies / 10): a reply under hundreds of others is not read
/// </code>
/// </summary>
public static class SelectionPolicy
{
    // Clocks differ a little.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    public static (string Verdict, double Score, string Reason) Judge(Post post, SelectionContext context)
    {
        if (Refusal(post, context) is { } why)
            return (why, 0, "");
        var age = Age(post, context.Now);
        var recency = Math.Clamp(1 - (age / context.MaxPostAge), 0, 1);
        var hits = context.TopicKeywords.Count(word => post.Text.Contains(word, StringComparison.OrdinalIgnoreCase));
        var relevance = context.TopicKeywords.Count == 0 ? 0.5 : Math.Min(1, hits / 2.0);
        var velocity = Logarithmic((post.Likes ?? 0) / Math.Max(0.25, age.TotalHours), full: 3);
        var author = post.AuthorFollowers is { } followers ? Logarithmic(followers, full: 6) : 0.5;
        var room = 1 / (1 + ((post.Replies ?? 0) / 10.0));
        var score = Math.Round((35 * recency) + (30 * relevance) + (15 * velocity) + (10 * author) + (10 * room), 2);
        return (Candidate.EligibleVerdict, score, FormattableString.Invariant($"recency {recency:0.00}, relevance {relevance:0.00}, velocity {velocity:0.00}, author {author:0.00}, room {room:0.00}"));
    }

    private static string? Refusal(Post post, SelectionContext context) => post switch
    {
        { IsEmbed: true } => "embed",
        { IsPromoted: true } => "promoted",
        { IsRepost: true } => "repost",
        { IsReply: true } when !context.AllowReplies => "reply",
        _ when context.OwnHandle is { } own && post.AuthorHandle.Equals(own, StringComparison.OrdinalIgnoreCase) => "own",
        { AuthorProtected: true } => "protected",
        { RepliesRestricted: true } => "restricted",
        { Text: var text } when string.IsNullOrWhiteSpace(text) => "no_text",
        _ when Age(post, context.Now) > context.MaxPostAge => "too_old",
        _ when post.PostedAt > context.Now + Ahead => "in_the_future",
        // Whatever its own time says: known for longer than it may be old.
        _ when context.FirstSeen.TryGetValue(post.Id, out var seen) && context.Now - seen > context.MaxPostAge => "seen_too_long_ago",
        _ when context.Languages.Count > 0 && !context.Languages.Contains(PostLanguage.Of(post.Lang)) => "language",
        _ when context.BlockedWords.Any(word => Holds(post, word)) => "blocked_word",
        _ when context.OptedOut.Contains(OptOut.KeyOf(post.AuthorHandle)) => "opted_out",
        _ when context.Answered.Contains(post.Id) => "answered",
        _ when context.CoolingDown.Contains(OptOut.KeyOf(post.AuthorHandle)) => "author_cooldown",
        _ => null,
    };

    // A reply stands under the quote too.
    private static bool Holds(Post post, string word) =>
        post.Text.Contains(word, StringComparison.OrdinalIgnoreCase) || post.QuotedText?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;

    private static double Logarithmic(double value, int full) => Math.Min(1, Math.Log10(1 + value) / full);

    // The id carries the time too, and nobody can edit it: the older of the two counts.
    private static TimeSpan Age(Post post, DateTimeOffset now)
    {
        var age = now - (Snowflake.TimeOf(post.Id) is { } born && born < post.PostedAt ? born : post.PostedAt);
        return age < TimeSpan.Zero ? TimeSpan.Zero : age;
    }
}
