using XBot.Core.Posts;
using XBot.Core.Texts;

namespace XBot.Core.Selection;

/// <summary>
/// Which posts are worth a reply, and how much. Pure. Hard filters first, the first that holds names the verdict; then a score from 0 to 100:
/// <code>
/// score = 35 · recency + 30 · relevance + 15 · velocity + 10 · author + 10 · room
/// recency   = 1 − age / MAX_POST_AGE, by the post's own time
/// relevance = topic keywords found (as words, from four letters on as their beginnings too) / 2, at most 1; ½ when no keywords are set
/// velocity  = log10(1 + likes per hour) / 3, at most 1; an hour's quarter at least is counted
/// author    = log10(1 + followers) / 6, at most 1; ½ when they are not known
/// room      = 1 / (1 + replies / 10): a reply under hundreds of others is not read
/// </code>
/// </summary>
public static class SelectionPolicy
{
    // Clocks differ a little.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private const int LeastStem = 4;
    private const char FirstOfCjk = '\u2E80';

    public static (string Verdict, double Score, string Reason) Judge(Post post, SelectionContext context)
    {
        if (Refusal(post, context) is { } why)
            return (why, 0, "");
        var age = Age(post, context.Now);
        var recency = Math.Clamp(1 - (age / context.MaxPostAge), 0, 1);
        var hits = context.TopicKeywords.Count(word => Names(post.Text, word));
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
        SeenText.Holds(post.Text, word) || (post.QuotedText is { } quoted && SeenText.Holds(quoted, word));

    // "AI" is not in "said". A longer keyword may begin a word, for its plurals and endings; scripts that write without blanks have no words to look for.
    private static bool Names(string text, string keyword)
    {
        for (var at = text.IndexOf(keyword, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(keyword, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + keyword.Length;
            var within = at > 0 && AreJoined(text[at - 1], keyword[0]);
            var goesOn = keyword.Length < LeastStem && end < text.Length && AreJoined(keyword[^1], text[end]);
            if (!within && !goesOn)
                return true;
        }

        return false;
    }

    private static bool AreJoined(char one, char next) => char.IsLetterOrDigit(one) && char.IsLetterOrDigit(next) && one < FirstOfCjk && next < FirstOfCjk;

    private static double Logarithmic(double value, int full) => Math.Min(1, Math.Log10(1 + value) / full);

    // The id carries the time too, and nobody can edit it: the older of the two counts.
    private static TimeSpan Age(Post post, DateTimeOffset now)
    {
        var age = now - (Snowflake.TimeOf(post.Id) is { } born && born < post.PostedAt ? born : post.PostedAt);
        return age < TimeSpan.Zero ? TimeSpan.Zero : age;
    }
}
