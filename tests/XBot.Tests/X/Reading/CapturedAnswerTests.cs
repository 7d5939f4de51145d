using System.Net;
using System.Text.Json.Nodes;
using XBot.Core.Posts;
using XBot.X.Reading;

namespace XBot.Tests.X.Reading;

public sealed class CapturedAnswerTests
{
    [Theory]
    [InlineData("raw_list_timeline.json")]
    [InlineData("raw_tweet_details.json")]
    public void Every_post_agrees_with_the_raw_answer(string file)
    {
        var body = File.ReadAllText(Path.Combine(SharedFiles.Folder("x-graphql"), file));
        var page = NetworkReader.Read(body);

        // The independent check: every itemContent of the answer, found by its key alone, compared field by field.
        var items = new List<JsonObject>();
        Collect(JsonNode.Parse(body, documentOptions: new() { MaxDepth = 256 })!, items);
        Assert.NotEmpty(items);
        Assert.Equal(items.Count, page.Posts.Count);
        Assert.Empty(page.Missing);
        Assert.NotNull(page.BottomCursor);
        foreach (var (item, post) in items.Zip(page.Posts))
            Agrees(item["tweet_results"]!["result"]!, post);
    }

    private static void Agrees(JsonNode result, Post post)
    {
        var limited = result["limitedActionResults"]?["limited_actions"]?.AsArray().Any(action => (string?)action!["action"] == "Reply") ?? false;
        var outer = result["tweet"] ?? result;
        var retweeted = outer["legacy"]!["retweeted_status_result"]?["result"];
        var tweet = retweeted is null ? outer : retweeted["tweet"] ?? retweeted;
        var legacy = tweet["legacy"]!;

        Assert.Equal((string?)tweet["rest_id"], post.Id);
        Assert.Equal(Handle(tweet), post.AuthorHandle);
        Assert.Equal(retweeted is null ? null : Handle(outer), post.RepostedBy);
        Assert.Equal((long?)legacy["reply_count"], post.Replies);
        Assert.Equal((long?)legacy["retweet_count"], post.Reposts);
        Assert.Equal((long?)legacy["favorite_count"], post.Likes);
        Assert.Equal((string?)tweet["views"]?["count"], post.Views?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(legacy["in_reply_to_status_id_str"] is not null, post.IsReply);
        Assert.Equal((bool)legacy["is_quote_status"]!, post.IsQuote);
        Assert.Equal((string?)legacy["lang"], post.Lang);
        Assert.True((Snowflake.TimeOf(post.Id)!.Value - post.PostedAt).Duration() < TimeSpan.FromSeconds(1));
        Assert.Equal((limited && retweeted is null) || legacy["conversation_control"] is not null, post.RepliesRestricted);
        if (tweet["quoted_status_result"]?["result"] is { } quoted)
            Assert.Equal(Handle(quoted["tweet"] ?? quoted), post.QuotedAuthorHandle);

        // Word by word: links are rewritten, handles and media links at the ends are dropped, and nothing else.
        var raw = (string?)tweet["note_tweet"]?["note_tweet_results"]?["result"]?["text"] ?? WebUtility.HtmlDecode((string)legacy["full_text"]!);
        var words = Words(raw).SkipWhile(word => post.IsReply && word.StartsWith('@'));
        Assert.Equal(words, Words(post.Text).SkipWhile(word => post.IsReply && word.StartsWith('@')));
    }

    private static IEnumerable<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => !word.Contains("http", StringComparison.Ordinal));

    private static string? Handle(JsonNode tweet)
    {
        var user = tweet["core"]!["user_results"]!["result"]!;
        return (string?)user["core"]?["screen_name"] ?? (string?)user["legacy"]!["screen_name"];
    }

    private static void Collect(JsonNode? node, List<JsonObject> items)
    {
        if (node is JsonArray array)
        {
            foreach (var child in array)
                Collect(child, items);
        }
        else if (node is JsonObject item)
        {
            if (item["itemContent"] is JsonObject content && content["tweet_results"] is not null)
                items.Add(content);
            foreach (var (_, child) in item)
                Collect(child, items);
        }
    }
}
