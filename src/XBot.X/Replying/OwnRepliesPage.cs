using System.Net;
using System.Text.Json;
using XBot.Core.Posts;
using XBot.Core.Reconciling;
using XBot.X.Reading;

namespace XBot.X.Replying;

/// <summary>
/// One answer of UserTweetsAndReplies, read for our own replies wherever they stand in it: <c>{"rest_id":"21…","legacy":{"full_text":"@ann Well said",
/// "user_id_str":"9…","in_reply_to_status_id_str":"20…","in_reply_to_screen_name":"ann","in_reply_to_user_id_str":"8…"}}</c>.
/// </summary>
/// <param name="Posts">All posts in it, anybody's: none, in a timeline that is there, is the timeline's end.</param>
/// <param name="Newest">The newest of our own posts in it; null when there is none.</param>
internal sealed record OwnRepliesPage(int Posts, IReadOnlyList<SeenReply> Replies, DateTimeOffset? Newest)
{
    /// <summary>Null when it cannot be read, or shows no timeline: an answer that says nothing is not the timeline's end.</summary>
    public static OwnRepliesPage? Read(string? body, string accountId)
    {
        using var document = GraphQl.Parse(body);
        // Errors beside data: whether something was left out is not known.
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } root || root.At("data") is not { } data || !HasTimeline(data) || root.At("errors") is not null)
            return null;
        return Of(root, accountId);
    }

    /// <summary>Our own replies in an answer of any operation, whatever else it says or lacks: what stands there is there.</summary>
    public static IReadOnlyList<SeenReply> RepliesIn(string? body, string accountId)
    {
        using var document = GraphQl.Parse(body);
        return document is null ? [] : Of(document.RootElement, accountId).Replies;
    }

    private static OwnRepliesPage Of(JsonElement root, string accountId)
    {
        var posts = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        Gather(root, posts);
        var own = posts.Where(post => AuthorId(post.Value) == accountId).ToList();
        return new OwnRepliesPage(
            posts.Count,
            [.. own.Select(post => Reply(post.Key, post.Value.At("legacy")!.Value, accountId, posts)).OfType<SeenReply>()],
            own.Select(post => Snowflake.TimeOf(post.Key)).Max());
    }

    // {"data":{"user":{"result":{"timeline":{"timeline":{"instructions":[…]}}}}}}: the way down differs with the operation, and X renames it.
    private static bool HasTimeline(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Any(p => (p.NameEquals("instructions") && p.Value.ValueKind == JsonValueKind.Array) || HasTimeline(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(HasTimeline),
        _ => false,
    };

    private static void Gather(JsonElement element, Dictionary<string, JsonElement> posts)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                if (element.ObjectAt("legacy") is { } legacy && legacy.TextAt("full_text") is not null && element.TextAt("rest_id") is { } id)
                    posts[id] = element;
                foreach (var property in element.EnumerateObject())
                    Gather(property.Value, posts);
                break;
            case JsonValueKind.Array:
                foreach (var member in element.EnumerateArray())
                    Gather(member, posts);
                break;
        }
    }

    private static string? AuthorId(JsonElement post) => post.TextAt("legacy", "user_id_str") ?? post.TextAt("core", "user_results", "result", "rest_id");

    private static SeenReply? Reply(string id, JsonElement legacy, string accountId, Dictionary<string, JsonElement> posts)
    {
        // Going on under a post of our own is no reply to anybody.
        if (legacy.TextAt("in_reply_to_status_id_str") is not { Length: > 0 } target || legacy.TextAt("in_reply_to_user_id_str") == accountId || Snowflake.TimeOf(id) is not { } at)
            return null;
        var parent = posts.TryGetValue(target, out var found) ? found : (JsonElement?)null;
        var author = legacy.TextAt("in_reply_to_screen_name") ?? parent.TextAt("core", "user_results", "result", "core", "screen_name") ?? "unknown";
        return new SeenReply(id, target, author, Text(parent.At("legacy")), Text(legacy), at);
    }

    private static string Text(JsonElement? legacy) => WebUtility.HtmlDecode(legacy.TextAt("full_text") ?? "");
}
