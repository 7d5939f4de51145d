using System.Text.Json.Nodes;
using XBot.Sandbox.World;

namespace XBot.Sandbox.GraphQl;

/// <summary>The reading operations: what X answers to each, nested as X nests it.</summary>
internal sealed class GraphQlQueries(SandboxWorld world)
{
    /// <summary>The response, or null for an operation that the sandbox does not know.</summary>
    public JsonObject? Answer(string operation, JsonObject variables)
    {
        var cursor = Text(variables, "cursor");
        return operation switch
        {
            "HomeTimeline" or "HomeLatestTimeline" => Data("home", new JsonObject { ["home_timeline_urt"] = Urt(TimelineJson.Page(world.Home(), cursor, world)) }),
            "UserByScreenName" => User(world.PersonNamed(Text(variables, "screen_name") ?? "")),
            "UserTweets" => Posts(Text(variables, "userId"), cursor, withReplies: false),
            "UserTweetsAndReplies" => Posts(Text(variables, "userId"), cursor, withReplies: true),
            "SearchTimeline" => Data("search_by_raw_query", new JsonObject
            {
                ["search_timeline"] = new JsonObject { ["timeline"] = Urt(TimelineJson.Page(world.Search(Text(variables, "rawQuery") ?? ""), cursor, world)) },
            }),
            "TweetDetail" => Data("threaded_conversation_with_injections_v2", Urt(Conversation(Text(variables, "focalTweetId") ?? ""))),
            _ => null,
        };
    }

    private static JsonObject User(Person? person) =>
        person is null ? new JsonObject { ["data"] = new JsonObject() } : Data("user", new JsonObject { ["result"] = PersonJson.Of(person) });

    private JsonObject Posts(string? userId, string? cursor, bool withReplies)
    {
        var person = world.PersonWithId(userId ?? "");
        if (person is null) return new JsonObject { ["data"] = new JsonObject { ["user"] = new JsonObject() } };
        var posts = world.By(person, withReplies);
        var pinned = !withReplies && posts is [_, .., { Captured: null } oldest] ? oldest : null;
        var instructions = TimelineJson.Page(pinned is null ? posts : [.. posts.Take(posts.Count - 1)], cursor, world, pinned is null ? null : TimelineJson.Entry(pinned, long.MaxValue, world));
        return Data("user", new JsonObject { ["result"] = new JsonObject { ["__typename"] = "User", ["timeline"] = new JsonObject { ["timeline"] = Urt(instructions) } } });
    }

    private JsonArray Conversation(string id)
    {
        var entries = new JsonArray();
        if (world.Find(id) is not { } focal)
        {
            entries.Add((JsonNode)TimelineJson.Tombstone(id, "This post is unavailable."));
        }
        else
        {
            foreach (var ancestor in Ancestors(focal)) entries.Add((JsonNode)TimelineJson.Entry(ancestor, 0, world));
            entries.Add((JsonNode)TimelineJson.Entry(focal, 0, world));
            foreach (var reply in world.RepliesTo(id)) entries.Add((JsonNode)TimelineJson.Module(Thread(reply), 0, world));
        }

        return new JsonArray(new JsonObject { ["type"] = "TimelineClearCache" }, TimelineJson.AddEntries(entries), new JsonObject { ["type"] = "TimelineTerminateTimeline", ["direction"] = "Top" });
    }

    private List<SandboxPost> Ancestors(SandboxPost post)
    {
        var chain = new List<SandboxPost>();
        while (post.InReplyTo is { } parent && world.Find(parent) is { } found && chain.Count < 20)
        {
            chain.Insert(0, found);
            post = found;
        }

        return chain;
    }

    private List<SandboxPost> Thread(SandboxPost reply)
    {
        var thread = new List<SandboxPost> { reply };
        while (thread.Count < 3 && world.RepliesTo(thread[^1].Id) is [var next, ..]) thread.Add(next);
        return thread;
    }

    private static JsonObject Urt(JsonArray instructions) => new() { ["instructions"] = instructions };

    private static JsonObject Data(string name, JsonObject value) => new() { ["data"] = new JsonObject { [name] = value } };

    private static string? Text(JsonObject variables, string name) =>
        variables[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
