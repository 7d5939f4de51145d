using System.Globalization;
using System.Text.Json.Nodes;
using XBot.Core.Posts;

namespace XBot.Testing.Pages;

/// <summary>Makes timeline answers of the shape that X's API gives.</summary>
public static class AnswerMaker
{
    public static readonly DateTimeOffset Time = new(2026, 2, 3, 16, 48, 54, TimeSpan.Zero);

    public static string Id(int n) => Snowflake.IdAt(Time, n);

    public static JsonObject User(string handle, bool oldPlaces = false) => oldPlaces
        ? new JsonObject { ["__typename"] = "User", ["rest_id"] = "7", ["legacy"] = new JsonObject { ["screen_name"] = handle, ["name"] = handle + " the author" } }
        : new JsonObject { ["__typename"] = "User", ["rest_id"] = "7", ["core"] = new JsonObject { ["screen_name"] = handle, ["name"] = handle + " the author" } };

    public static JsonObject Tweet(int n, string handle, string text, JsonObject? more = null, bool oldPlaces = false)
    {
        var legacy = new JsonObject
        {
            ["id_str"] = Id(n),
            ["full_text"] = text,
            ["created_at"] = Time.ToString("ddd MMM dd HH:mm:ss +0000 yyyy", CultureInfo.InvariantCulture),
            ["lang"] = "en",
            ["reply_count"] = 1,
            ["retweet_count"] = 2,
            ["favorite_count"] = 3,
        };
        foreach (var (name, value) in more ?? [])
            legacy[name] = value?.DeepClone();
        return new JsonObject
        {
            ["__typename"] = "Tweet",
            ["rest_id"] = Id(n),
            ["core"] = new JsonObject { ["user_results"] = new JsonObject { ["result"] = User(handle, oldPlaces) } },
            ["views"] = new JsonObject { ["count"] = "27014", ["state"] = "EnabledWithCount" },
            ["legacy"] = legacy,
        };
    }

    public static JsonObject Entry(JsonObject? result, bool promoted = false)
    {
        var results = new JsonObject();
        if (result is not null)
            results["result"] = result;
        var item = new JsonObject { ["itemType"] = "TimelineTweet", ["tweet_results"] = results };
        if (promoted)
            item["promotedMetadata"] = new JsonObject { ["advertiser_results"] = new JsonObject() };
        return new JsonObject { ["entryId"] = "tweet-0", ["content"] = new JsonObject { ["entryType"] = "TimelineTimelineItem", ["itemContent"] = item } };
    }

    public static JsonObject Module(params JsonObject[] entries) => new()
    {
        ["entryId"] = "home-conversation-0",
        ["content"] = new JsonObject
        {
            ["entryType"] = "TimelineTimelineModule",
            ["items"] = new JsonArray([.. entries.Select(entry => (JsonNode)new JsonObject { ["item"] = new JsonObject { ["itemContent"] = entry["content"]!["itemContent"]!.DeepClone() } })]),
        },
    };

    public static JsonObject Cursor(string type, string value) =>
        new() { ["entryId"] = "cursor", ["content"] = new JsonObject { ["entryType"] = "TimelineTimelineCursor", ["cursorType"] = type, ["value"] = value } };

    public static JsonObject Add(params JsonObject[] entries) => new() { ["type"] = "TimelineAddEntries", ["entries"] = new JsonArray([.. entries]) };

    public static JsonObject Pin(JsonObject entry) => new() { ["type"] = "TimelinePinEntry", ["entry"] = entry };

    /// <param name="path">The way to the instructions, which differs by operation.</param>
    public static JsonObject Answer(string path, params JsonObject[] instructions)
    {
        JsonObject inner = new() { ["instructions"] = new JsonArray([.. instructions]) };
        foreach (var name in path.Split('.').Reverse())
            inner = new JsonObject { [name] = inner };
        return inner;
    }

    public static string Home(params JsonObject[] entries) => Answer("data.home.home_timeline_urt", Add(entries)).ToJsonString();
}
