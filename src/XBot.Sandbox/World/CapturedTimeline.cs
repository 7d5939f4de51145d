using System.Text.Json;
using System.Text.Json.Nodes;
using XBot.Sandbox.Text;

namespace XBot.Sandbox.World;

/// <summary>Reads a captured timeline response; its posts and people are served as they were captured.</summary>
internal static class CapturedTimeline
{
    /// <summary>The posts in the response's order. Throws <see cref="SandboxException"/> with one line for a file that is no timeline.</summary>
    public static IReadOnlyList<SandboxPost> Read(string file)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(File.ReadAllBytes(file));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException or ArgumentException or NotSupportedException)
        {
            throw new SandboxException($"timeline file: '{file}' cannot be read as JSON; give a captured HomeTimeline or ListLatestTweetsTimeline response", unreadable) { IsBadOption = true };
        }

        var posts = new List<SandboxPost>();
        try
        {
            foreach (var item in Items(root)) if (PostOf(item["tweet_results"]?["result"], item["promotedMetadata"] is not null) is { } post) posts.Add(post);
        }
        catch (Exception misshapen) when (misshapen is InvalidOperationException or FormatException or OverflowException)
        {
            throw new SandboxException($"timeline file: '{file}' holds a post of an unknown shape; give a captured HomeTimeline or ListLatestTweetsTimeline response", misshapen) { IsBadOption = true };
        }

        return posts.Count > 0
            ? [.. posts.DistinctBy(p => p.Id)]
            : throw new SandboxException($"timeline file: '{file}' holds no posts; give a captured HomeTimeline or ListLatestTweetsTimeline response") { IsBadOption = true };
    }

    // {"data":{"list":{"tweets_timeline":{"timeline":{"instructions":[{"entries":[{"content":{"itemContent":{…}}}]}]}}}}}: the way down differs with the operation.
    private static IEnumerable<JsonNode> Items(JsonNode? node) => node switch
    {
        JsonObject o when o["instructions"] is JsonArray instructions =>
            from instruction in instructions.OfType<JsonObject>()
            from entry in instruction["entries"] as JsonArray ?? []
            let item = entry?["content"]?["itemContent"]
            where item is not null
            select item,
        JsonObject o => o.SelectMany(p => Items(p.Value)),
        _ => [],
    };

    private static SandboxPost? PostOf(JsonNode? result, bool promoted = false)
    {
        var tweet = result?["tweet"] ?? result;
        if (tweet?["legacy"] is not JsonObject legacy || tweet["rest_id"]?.GetValue<string>() is not { } id) return null;
        if (PersonOf(tweet["core"]?["user_results"]?["result"]) is not { } author) return null;
        return new SandboxPost
        {
            Id = id,
            Author = author,
            Text = tweet["note_tweet"]?["note_tweet_results"]?["result"]?["text"]?.GetValue<string>() ?? legacy["full_text"]?.GetValue<string>() ?? "",
            At = Snowflakes.TimeOf(id),
            InReplyTo = legacy["in_reply_to_status_id_str"]?.GetValue<string>(),
            Quoted = PostOf(tweet["quoted_status_result"]?["result"]),
            Reposted = PostOf((legacy["retweeted_status_result"] ?? tweet["retweeted_status_result"])?["result"]),
            IsPromoted = promoted,
            RepliesRestricted = legacy["conversation_control"] is not null || result?["limitedActionResults"] is not null,
            Captured = (JsonObject)tweet.DeepClone(),
        };
    }

    private static Person? PersonOf(JsonNode? user)
    {
        var handle = (user?["core"]?["screen_name"] ?? user?["legacy"]?["screen_name"])?.GetValue<string>();
        if (user is not JsonObject whole || handle is null || user["rest_id"]?.GetValue<string>() is not { } id) return null;
        var name = (user["core"]?["name"] ?? user["legacy"]?["name"])?.GetValue<string>() ?? handle;
        return new Person(id, handle, name, "") { Captured = (JsonObject)whole.DeepClone() };
    }
}
