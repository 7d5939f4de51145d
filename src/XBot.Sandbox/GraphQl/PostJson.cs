using System.Globalization;
using System.Text.Json.Nodes;
using XBot.Sandbox.World;

namespace XBot.Sandbox.GraphQl;

/// <summary>A post as X's GraphQL tells it (<c>tweet_results.result</c>).</summary>
internal static class PostJson
{
    private const int NoteLimit = 280;

    // {"__typename":"Tweet","rest_id":"20…","core":{"user_results":{"result":{…}}},"legacy":{"full_text":"…",…},"views":{"count":"115146","state":"EnabledWithCount"}}
    public static JsonObject Of(SandboxPost post, SandboxWorld world)
    {
        var result = post.Captured is { } captured ? (JsonObject)captured.DeepClone() : Invented(post, world);
        if (result["legacy"] is JsonObject legacy && world.RepliesAdded(post.Id) is > 0 and var added)
            legacy["reply_count"] = (legacy["reply_count"]?.GetValue<int>() ?? 0) + added;
        return result;
    }

    private static JsonObject Invented(SandboxPost post, SandboxWorld world)
    {
        var result = new JsonObject
        {
            ["__typename"] = "Tweet",
            ["rest_id"] = post.Id,
            ["core"] = new JsonObject { ["user_results"] = new JsonObject { ["result"] = PersonJson.Of(post.Author) } },
            ["legacy"] = Legacy(post, world),
            ["views"] = post.Views > 0
                ? new JsonObject { ["count"] = post.Views.ToString(CultureInfo.InvariantCulture), ["state"] = "EnabledWithCount" }
                : new JsonObject { ["state"] = "Enabled" },
            ["source"] = "<a href=\"https://x.com\" rel=\"nofollow\">Sandbox Web App</a>",
            ["is_translatable"] = false,
        };
        if (post.Text.Length > NoteLimit) result["note_tweet"] = Note(post);
        if (post.Quoted is { } quoted) result["quoted_status_result"] = new JsonObject { ["result"] = Of(quoted, world) };
        if (post.RepliesRestricted) result["limited_actions"] = "limited_replies";
        return result;
    }

    private static JsonObject Legacy(SandboxPost post, SandboxWorld world)
    {
        var legacy = new JsonObject
        {
            ["bookmark_count"] = post.Bookmarks,
            ["bookmarked"] = false,
            ["conversation_id_str"] = post.InReplyTo ?? post.Id,
            ["created_at"] = post.At.ToString("ddd MMM dd HH:mm:ss '+0000' yyyy", CultureInfo.InvariantCulture),
            ["entities"] = Entities(post),
            ["favorite_count"] = post.Likes,
            ["favorited"] = false,
            ["full_text"] = post.Reposted is { } r ? $"RT @{r.Author.Handle}: {Shown(r.Text)}" : Shown(post.Text),
            ["id_str"] = post.Id,
            ["is_quote_status"] = post.Quoted is not null,
            ["lang"] = post.Lang,
            ["quote_count"] = 0,
            ["reply_count"] = post.Replies,
            ["retweet_count"] = post.Reposts,
            ["retweeted"] = false,
            ["user_id_str"] = post.Author.Id,
        };
        if (post.InReplyTo is { } parent)
        {
            legacy["in_reply_to_status_id_str"] = parent;
            if (world.Find(parent)?.Author is { } to)
            {
                legacy["in_reply_to_screen_name"] = to.Handle;
                legacy["in_reply_to_user_id_str"] = to.Id;
            }
        }

        if (post.Quoted is { } quoted) legacy["quoted_status_id_str"] = quoted.Id;
        if (post.RepliesRestricted) legacy["conversation_control"] = new JsonObject { ["policy"] = "ByInvitation" };
        if (post.Reposted is { } original) legacy["retweeted_status_result"] = new JsonObject { ["result"] = Of(original, world) };
        return legacy;
    }

    private static JsonObject Entities(SandboxPost post)
    {
        var entities = new JsonObject { ["hashtags"] = new JsonArray(), ["user_mentions"] = new JsonArray(), ["urls"] = new JsonArray() };
        if (post.Link is { } link)
        {
            entities["urls"] = new JsonArray(new JsonObject
            {
                ["url"] = post.ShortLink,
                ["expanded_url"] = link,
                ["display_url"] = link["https://".Length..][..27] + "…",
            });
        }

        if (post.HasPhoto)
        {
            entities["media"] = new JsonArray(new JsonObject
            {
                ["id_str"] = post.Id,
                ["type"] = "photo",
                ["display_url"] = "pic.x.com/" + post.Id[^6..],
                ["expanded_url"] = $"https://x.com/{post.Author.Handle}/status/{post.Id}/photo/1",
            });
        }

        return entities;
    }

    // X cuts the legacy text of a long post and ends it with an ellipsis; the whole is in note_tweet.
    private static string Shown(string text) => text.Length <= NoteLimit ? text : text[..(NoteLimit - 5)] + "…";

    private static JsonObject Note(SandboxPost post) => new()
    {
        ["is_expandable"] = true,
        ["note_tweet_results"] = new JsonObject { ["result"] = new JsonObject { ["id"] = "note-" + post.Id, ["text"] = post.Text, ["entity_set"] = Entities(post) } },
    };
}
