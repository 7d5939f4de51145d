using System.Globalization;
using System.Text.Json.Nodes;
using XBot.Sandbox.World;

namespace XBot.Sandbox.GraphQl;

/// <summary>The instructions, entries and cursors around posts, as X nests them.</summary>
internal static class TimelineJson
{
    public const int PageSize = 20;

    /// <summary>One page of <paramref name="posts"/> after the post that <paramref name="cursor"/> names, with its cursors.</summary>
    public static JsonArray Page(IReadOnlyList<SandboxPost> posts, string? cursor, SandboxWorld world, JsonObject? pinned = null)
    {
        var start = 0;
        if (cursor is not null)
        {
            var last = cursor[(cursor.IndexOf(':', StringComparison.Ordinal) + 1)..];
            start = posts.TakeWhile(p => p.Id != last).Count() + 1;
        }

        var page = posts.Skip(start).Take(PageSize).ToList();
        var sort = long.MaxValue / 2 - start;
        var entries = new JsonArray();
        foreach (var post in page) entries.Add((JsonNode)Entry(post, sort--, world));
        entries.Add((JsonNode)Cursor("Top", "top:" + (page.Count > 0 ? page[0].Id : "0"), sort + page.Count + 1));
        // Like X, the last page still carries a bottom cursor; the page after it is empty.
        entries.Add((JsonNode)Cursor("Bottom", "bottom:" + (page.Count > 0 ? page[^1].Id : cursor?[(cursor.IndexOf(':', StringComparison.Ordinal) + 1)..] ?? "0"), sort));
        var instructions = new JsonArray();
        if (pinned is not null && cursor is null) instructions.Add((JsonNode)new JsonObject { ["type"] = "TimelinePinEntry", ["entry"] = pinned });
        instructions.Add((JsonNode)AddEntries(entries));
        return instructions;
    }

    public static JsonObject AddEntries(JsonArray entries) => new() { ["type"] = "TimelineAddEntries", ["entries"] = entries };

    public static JsonObject Entry(SandboxPost post, long sort, SandboxWorld world) => new()
    {
        ["entryId"] = post.IsPromoted ? $"promoted-tweet-{post.Id}-{post.Author.Id}" : "tweet-" + post.Id,
        ["sortIndex"] = sort.ToString(CultureInfo.InvariantCulture),
        ["content"] = new JsonObject
        {
            ["entryType"] = "TimelineTimelineItem",
            ["__typename"] = "TimelineTimelineItem",
            ["itemContent"] = Item(post, world),
        },
    };

    public static JsonObject Item(SandboxPost post, SandboxWorld world, string displayType = "Tweet")
    {
        var item = new JsonObject
        {
            ["itemType"] = "TimelineTweet",
            ["__typename"] = "TimelineTweet",
            ["tweet_results"] = new JsonObject { ["result"] = Result(post, world) },
            ["tweetDisplayType"] = displayType,
        };
        if (post.IsPromoted)
        {
            item["promotedMetadata"] = new JsonObject
            {
                ["advertiser_results"] = new JsonObject { ["result"] = PersonJson.Of(post.Author) },
                ["impressionId"] = "sandbox",
                ["adMetadataContainer"] = new JsonObject(),
            };
        }

        return item;
    }

    /// <summary>A module of a conversation: a reply and what follows under it.</summary>
    public static JsonObject Module(IReadOnlyList<SandboxPost> thread, long sort, SandboxWorld world)
    {
        var name = "conversationthread-" + thread[0].Id;
        var items = new JsonArray();
        foreach (var post in thread)
        {
            items.Add((JsonNode)new JsonObject
            {
                ["entryId"] = $"{name}-tweet-{post.Id}",
                ["item"] = new JsonObject { ["itemContent"] = Item(post, world) },
            });
        }

        return new JsonObject
        {
            ["entryId"] = name,
            ["sortIndex"] = sort.ToString(CultureInfo.InvariantCulture),
            ["content"] = new JsonObject
            {
                ["entryType"] = "TimelineTimelineModule",
                ["__typename"] = "TimelineTimelineModule",
                ["displayType"] = "VerticalConversation",
                ["items"] = items,
            },
        };
    }

    public static JsonObject Tombstone(string id, string text) => new()
    {
        ["entryId"] = "tweet-" + id,
        ["sortIndex"] = id,
        ["content"] = new JsonObject
        {
            ["entryType"] = "TimelineTimelineItem",
            ["__typename"] = "TimelineTimelineItem",
            ["itemContent"] = new JsonObject
            {
                ["itemType"] = "TimelineTombstone",
                ["__typename"] = "TimelineTombstone",
                ["tombstoneDisplayType"] = "Inline",
                ["tombstoneInfo"] = new JsonObject { ["text"] = "", ["richText"] = new JsonObject { ["text"] = text } },
            },
        },
    };

    // A post with limited replies comes wrapped, the tweet one level deeper.
    private static JsonObject Result(SandboxPost post, SandboxWorld world)
    {
        var tweet = PostJson.Of(post, world);
        if (!post.RepliesRestricted) return tweet;
        return new JsonObject
        {
            ["__typename"] = "TweetWithVisibilityResults",
            ["tweet"] = tweet,
            ["limitedActionResults"] = new JsonObject { ["limited_actions"] = new JsonArray(new JsonObject { ["action"] = "Reply" }) },
        };
    }

    private static JsonObject Cursor(string type, string value, long sort) => new()
    {
        ["entryId"] = $"cursor-{type.ToLowerInvariant()}-{sort}",
        ["sortIndex"] = sort.ToString(CultureInfo.InvariantCulture),
        ["content"] = new JsonObject
        {
            ["entryType"] = "TimelineTimelineCursor",
            ["__typename"] = "TimelineTimelineCursor",
            ["cursorType"] = type,
            ["value"] = value,
        },
    };
}
