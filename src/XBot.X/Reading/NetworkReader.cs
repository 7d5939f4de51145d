using System.Text.Json;
using XBot.Core.Posts;

namespace XBot.X.Reading;

/// <summary>
/// Reads the posts of a timeline's answer, whatever the operation:
/// <code>
/// {"data":{…:{"instructions":[
///   {"type":"TimelinePinEntry","entry":{…}},
///   {"type":"TimelineAddEntries","entries":[
///     {"entryId":"tweet-1","content":{"itemContent":{"tweet_results":{"result":{"__typename":"Tweet","rest_id":"1","core":{…},"legacy":{…}}}}}},
///     {"entryId":"promoted-tweet-2","content":{"itemContent":{"promotedMetadata":{…},"tweet_results":{…}}}},
///     {"entryId":"home-conversation-3","content":{"items":[{"item":{"itemContent":{…}}}]}},
///     {"entryId":"cursor-bottom-4","content":{"cursorType":"Bottom","value":"DAAC…"}}]}]}}}
/// </code>
/// Unknown entries and fields are passed over; bad JSON is an answer without posts.
/// </summary>
public static class NetworkReader
{
    // Answers nest deep: a quote in a repost in a conversation.
    private static readonly JsonDocumentOptions Parsing = new() { MaxDepth = 256 };

    public static NetworkPage Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Parsing);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return NetworkPage.Nothing;
        }
    }

    public static NetworkPage Read(JsonElement root)
    {
        var gathered = new Gathering();
        if (FindInstructions(root, depth: 0) is { } instructions)
        {
            foreach (var instruction in instructions.EnumerateArray())
                ReadInstruction(instruction, gathered);
        }
        return new NetworkPage(gathered.Posts, gathered.Top, gathered.Bottom, gathered.Tombstones, gathered.Missing) { Handles = gathered.Handles };
    }

    // data.home.home_timeline_urt, data.user.result.timeline_v2.timeline, data.search_by_raw_query.search_timeline.timeline …: the way there changes.
    private static JsonElement? FindInstructions(JsonElement element, int depth)
    {
        if (element.ValueKind != JsonValueKind.Object || depth > 8)
            return null;
        if (element.At("instructions") is { ValueKind: JsonValueKind.Array } here)
            return here;
        foreach (var property in element.EnumerateObject())
        {
            if (FindInstructions(property.Value, depth + 1) is { } found)
                return found;
        }
        return null;
    }

    private static void ReadInstruction(JsonElement instruction, Gathering gathered)
    {
        var pinned = instruction.TextAt("type") == "TimelinePinEntry";
        if (instruction.ObjectAt("entry") is { } single)
            ReadEntry(single, pinned, gathered);
        foreach (var entry in instruction.ItemsAt("entries"))
            ReadEntry(entry, pinned, gathered);
        foreach (var item in instruction.ItemsAt("moduleItems"))
            ReadItem(item.At("item", "itemContent"), pinned, gathered);
    }

    private static void ReadEntry(JsonElement entry, bool pinned, Gathering gathered)
    {
        if (entry.ObjectAt("content") is not { } content)
            return;
        var cursor = content.TextAt("value") ?? content.TextAt("itemContent", "value");
        switch (content.TextAt("cursorType") ?? content.TextAt("itemContent", "cursorType"))
        {
            case "Top": gathered.Top = cursor; break;
            case "Bottom": gathered.Bottom = cursor; break;
        }
        ReadItem(content.At("itemContent"), pinned, gathered);
        foreach (var item in content.ItemsAt("items"))
            ReadItem(item.At("item", "itemContent"), pinned, gathered);
    }

    private static void ReadItem(JsonElement? itemContent, bool pinned, Gathering gathered)
    {
        if (itemContent is not { ValueKind: JsonValueKind.Object } item || item.At("tweet_results") is null)
            return;
        if (item.At("tweet_results", "result") is not { } result || result.TextAt("__typename") is "TweetTombstone" or "TweetUnavailable")
        {
            gathered.Tombstones++;
            return;
        }
        var promoted = item.At("promotedMetadata") is { ValueKind: JsonValueKind.Object } || item.At("promoted_metadata") is { ValueKind: JsonValueKind.Object };
        if (NetworkPost.Read(result, gathered.Missing, gathered.Handles) is { } post)
            gathered.Posts.Add(post with { IsPromoted = promoted, IsPinned = pinned });
    }

    private sealed class Gathering
    {
        public List<Post> Posts { get; } = [];
        public string? Top { get; set; }
        public string? Bottom { get; set; }
        public int Tombstones { get; set; }
        public Dictionary<string, string> Handles { get; } = new(StringComparer.Ordinal);
        public SortedSet<string> Missing { get; } = new(StringComparer.Ordinal);
    }
}
