using System.Buffers;
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
    private const string HandleField = "core.user_results.result.core.screen_name";

    private static readonly SearchValues<char> HandleCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly JsonFields TweetFields = new("legacy", "rest_id", "core", "views", "note_tweet", "quoted_status_result", "retweeted_status_result");

    private static readonly JsonFields AuthorFields = new("rest_id", "core", "legacy", "privacy", "relationship_counts");

    private static readonly JsonFields LegacyFields = new(
        "id_str", "full_text", "created_at", "lang", "reply_count", "retweet_count", "favorite_count", "in_reply_to_status_id_str", "is_quote_status",
        "retweeted_status_result", "conversation_control", "entities", "display_text_range", "quoted_status_permalink");

    /// <summary>The post; a repost is the original with its reposter. Null when something essential lacks, whose name goes into <paramref name="missing"/>.</summary>
    /// <param name="handles">Takes in the handle of each author by account id.</param>
    public static Post? Read(JsonElement result, ISet<string> missing, IDictionary<string, string> handles)
    {
        if (Parts.Of(result) is not { } parts)
            return Lacking("legacy", missing);
        if (parts.Handle is not null && parts.Author["rest_id"].AsText() is { } account)
            handles[account] = parts.Handle;
        var repost = parts.Legacy["retweeted_status_result"] is { ValueKind: JsonValueKind.Object } old ? old : parts.Tweet["retweeted_status_result"];
        if (repost.ValueKind != JsonValueKind.Object)
            return ReadOne(parts, missing);
        if (parts.Handle is not { } reposter)
            return Lacking(HandleField, missing);
        // Withheld or gone: a repost still, of which nobody sees what it is.
        if (repost.ObjectAt("result") is not { } original)
            return ReadOne(parts, missing) is { } shell ? shell with { IsRepost = true, RepostedBy = reposter } : null;
        return Parts.Of(original) is not { } inner ? Lacking("legacy", missing)
            : ReadOne(inner, missing) is { } post ? post with { IsRepost = true, RepostedBy = reposter }
            : null;
    }

    private static Post? ReadOne(Parts parts, ISet<string> missing)
    {
        var (tweet, legacy, author) = (parts.Tweet, parts.Legacy, parts.Author);
        var id = tweet["rest_id"].AsText() ?? legacy["id_str"].AsText();
        var handle = parts.Handle;
        var text = PostText.Of(tweet["note_tweet"], legacy);
        var postedAt = TimeOf(legacy["created_at"].AsText(), id);
        foreach (var (name, there) in (ReadOnlySpan<(string, bool)>)[
            ("rest_id", IsId(id)), (HandleField, handle is not null), ("legacy.full_text", text is not null), ("legacy.created_at", postedAt is not null)])
        {
            if (!there)
                missing.Add(name);
        }
        if (!IsId(id) || handle is null || text is null || postedAt is null)
            return null;

        var quoted = tweet["quoted_status_result"].ObjectAt("result");
        var quote = quoted is { } found ? Parts.Of(found) : null;
        return new Post
        {
            Id = id!,
            AuthorHandle = handle,
            AuthorName = author["core"].TextAt("name") ?? author["legacy"].TextAt("name") ?? "",
            PostedAt = postedAt.Value,
            Text = text,
            TextSource = TextSource.Network,
            Replies = legacy["reply_count"].NumberAt(),
            Reposts = legacy["retweet_count"].NumberAt(),
            Likes = legacy["favorite_count"].NumberAt(),
            Views = tweet["views"].NumberAt("count"),
            IsReply = legacy["in_reply_to_status_id_str"].AsText() is { Length: > 0 },
            IsQuote = legacy["is_quote_status"].ValueKind == JsonValueKind.True || quoted is not null,
            QuotedAuthorHandle = quote?.Handle,
            QuotedText = quote is null ? null : PostText.Of(quote.Tweet["note_tweet"], quote.Legacy),
            Permalink = Permalinks.Of(handle, id!),
            Lang = legacy["lang"].AsText(),
            RepliesRestricted = parts.RepliesLimited || legacy["conversation_control"].ValueKind == JsonValueKind.Object,
            AuthorProtected = IsProtected(author),
            AuthorFollowers = author["relationship_counts"].NumberAt("followers") ?? author["legacy"].NumberAt("followers_count"),
        };
    }

    private static Post? Lacking(string name, ISet<string> missing)
    {
        missing.Add(name);
        return null;
    }

    private static bool IsProtected(JsonFieldValues author) =>
        author["privacy"].At("protected") is { } told ? told.ValueKind == JsonValueKind.True : author["legacy"].IsTrueAt("protected");

    private static bool IsId(string? id) => id is { Length: > 0 and <= 19 } && !id.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static DateTimeOffset? TimeOf(string? createdAt, string? id) =>
        DateTimeOffset.TryParseExact(createdAt, "ddd MMM dd HH:mm:ss zzz yyyy", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var written) ? written
        : IsId(id) && id!.Length > 11 ? Snowflake.TimeOf(id) : null;

    /// <summary>A post's parts, unwrapped, each looked at once.</summary>
    private sealed record Parts(JsonFieldValues Tweet, JsonFieldValues Legacy, JsonFieldValues Author, bool RepliesLimited)
    {
        /// <summary>Null when it is none that X gives.</summary>
        public string? Handle { get; } =
            (Author["core"].TextAt("screen_name") ?? Author["legacy"].TextAt("screen_name")) is { Length: > 0 and <= 15 } handle && !handle.AsSpan().ContainsAnyExcept(HandleCharacters) ? handle : null;

        /// <summary>Null without "legacy": then nobody knows whether it is a reply or a repost.</summary>
        public static Parts? Of(JsonElement result)
        {
            var inner = result.ObjectAt("tweet");
            if (TweetFields.Of(inner ?? result) is not { } tweet || LegacyFields.Of(tweet["legacy"]) is not { } legacy)
                return null;
            var limited = inner is not null && result.ItemsAt("limitedActionResults", "limited_actions")
                .Any(action => string.Equals(action.TextAt("action"), "Reply", StringComparison.OrdinalIgnoreCase));
            return new Parts(tweet, legacy, AuthorFields.Of(tweet["core"].At("user_results", "result") ?? default) ?? AuthorFields.None, limited);
        }
    }
}
