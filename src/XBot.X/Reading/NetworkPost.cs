using System.Globalization;
using System.Text.Json;
using XBot.Core.Posts;

namespace XBot.X.Reading;

/// <summary>
/// One <c>tweet_results.result</c>:
/// <code>
/// {"__typename":"Tweet","rest_id":"2018728413880840451",
///  "core":{"user_results":{"result":{"core":{"screen_name":"ada","name":"Ada"},"privacy":{"protected":false}}}},   (until 2024: "legacy":{"screen_name":…})
///  "views":{"count":"27014"},"note_tweet":{…},"quoted_status_result":{"result":{…}},
///  "legacy":{"full_text":"…","created_at":"Tue Feb 03 16:48:54 +0000 2026","in_reply_to_status_id_str":"…","retweeted_status_result":{"result":{…}}}}
/// </code>
/// or the same inside <c>{"__typename":"TweetWithVisibilityResults","limitedActionResults":{…},"tweet":{…}}</c>.
/// </summary>
internal static class NetworkPost
{
    /// <summary>The post; a repost is the original with its reposter. Null when something essential lacks, whose name goes into <paramref name="missing"/>.</summary>
    public static Post? Read(JsonElement result, ISet<string> missing)
    {
        var (tweet, limited) = Unwrap(result);
        if (tweet.ObjectAt("legacy", "retweeted_status_result", "result") is { } original)
        {
            var reposter = HandleOf(tweet);
            if (reposter is null)
                missing.Add("core.user_results.result.core.screen_name");
            var (inner, innerLimited) = Unwrap(original);
            return reposter is null ? null : ReadOne(inner, innerLimited, missing) is { } post ? post with { IsRepost = true, RepostedBy = reposter } : null;
        }
        return ReadOne(tweet, limited, missing);
    }

    private static Post? ReadOne(JsonElement tweet, bool limited, ISet<string> missing)
    {
        var legacy = tweet.ObjectAt("legacy");
        var id = tweet.TextAt("rest_id") ?? legacy.TextAt("id_str");
        var handle = HandleOf(tweet);
        var text = PostText.Of(tweet);
        var postedAt = TimeOf(legacy.TextAt("created_at"), id);
        foreach (var (name, there) in (ReadOnlySpan<(string, bool)>)[
            ("rest_id", IsId(id)), ("core.user_results.result.core.screen_name", handle is not null),
            ("legacy.full_text", text is not null), ("legacy.created_at", postedAt is not null)])
        {
            if (!there)
                missing.Add(name);
        }
        if (!IsId(id) || handle is null || text is null || postedAt is null)
            return null;

        var quoted = tweet.ObjectAt("quoted_status_result", "result");
        var quote = quoted is { } found ? Unwrap(found).Tweet : default;
        return new Post
        {
            Id = id!,
            AuthorHandle = handle,
            AuthorName = NameOf(tweet) ?? "",
            PostedAt = postedAt.Value,
            Text = text,
            TextSource = TextSource.Network,
            Replies = legacy!.Value.NumberAt("reply_count"),
            Reposts = legacy.Value.NumberAt("retweet_count"),
            Likes = legacy.Value.NumberAt("favorite_count"),
            Views = tweet.NumberAt("views", "count"),
            IsReply = legacy.TextAt("in_reply_to_status_id_str") is { Length: > 0 },
            IsQuote = legacy.IsTrueAt("is_quote_status") || quoted is not null,
            QuotedAuthorHandle = quoted is null ? null : HandleOf(quote),
            QuotedText = quoted is null ? null : PostText.Of(quote),
            Permalink = Permalinks.Of(handle, id!),
            Lang = legacy.TextAt("lang"),
            RepliesRestricted = limited || legacy.At("conversation_control") is { ValueKind: JsonValueKind.Object } || IsProtected(tweet),
        };
    }

    private static (JsonElement Tweet, bool RepliesLimited) Unwrap(JsonElement result)
    {
        if (result.ObjectAt("tweet") is not { } inner)
            return (result, false);
        var limited = result.ItemsAt("limitedActionResults", "limited_actions")
            .Any(action => string.Equals(action.TextAt("action"), "Reply", StringComparison.OrdinalIgnoreCase));
        return (inner, limited);
    }

    private static JsonElement? Author(JsonElement tweet) => tweet.At("core", "user_results", "result");

    private static string? HandleOf(JsonElement tweet) =>
        (Author(tweet).TextAt("core", "screen_name") ?? Author(tweet).TextAt("legacy", "screen_name")) is { Length: > 0 } handle ? handle : null;

    private static string? NameOf(JsonElement tweet) => Author(tweet).TextAt("core", "name") ?? Author(tweet).TextAt("legacy", "name");

    private static bool IsProtected(JsonElement tweet) => Author(tweet).IsTrueAt("privacy", "protected") || Author(tweet).IsTrueAt("legacy", "protected");

    private static bool IsId(string? id) => id is { Length: > 0 and <= 19 } && id.All(char.IsAsciiDigit);

    private static DateTimeOffset? TimeOf(string? createdAt, string? id) =>
        DateTimeOffset.TryParseExact(createdAt, "ddd MMM dd HH:mm:ss zzz yyyy", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var written) ? written
        : IsId(id) && id!.Length > 11 ? Snowflake.TimeOf(id) : null;
}
