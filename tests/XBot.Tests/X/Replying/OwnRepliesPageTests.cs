using XBot.X.Replying;

namespace XBot.Tests.X.Replying;

/// <summary>What an answer with our own replies says, and when it says nothing.</summary>
public sealed class OwnRepliesPageTests
{
    private const string Target = "2018728413880840451";
    private const string Ours = "2018729000000000001";

    private const string Reply = """
        {"rest_id":"2018729000000000001","legacy":{"full_text":"@ann Well &amp; good","user_id_str":"9","in_reply_to_status_id_str":"2018728413880840451","in_reply_to_screen_name":"ann","in_reply_to_user_id_str":"8"}}
        """;

    [Theory]
    [InlineData("""{"data":{"user":{}}}""")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":{"user":{"result":{"__typename":"UserUnavailable","reason":"Suspended"}}}}""")]
    [InlineData("""{"data":{"user":{"result":{"timeline":{"timeline":{"instructions":null}}}}}}""")]
    [InlineData("""{"instructions":[],"data":{"user":{}}}""")]
    [InlineData("""{"errors":[{"code":131}],"data":{"user":{"result":{"timeline":{"timeline":{"instructions":[]}}}}}}""")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData(null)]
    public void An_answer_without_a_timeline_is_not_the_timelines_end(string? body) => Assert.Null(OwnRepliesPage.Read(body, "9"));

    [Theory]
    [InlineData("""{"data":{"user":{"result":{"timeline":{"timeline":{"instructions":[]}}}}}}""")]
    [InlineData("""{"data":{"user":{"result":{"timeline_v2":{"timeline":{"instructions":[{"type":"TimelineAddEntries","entries":[{"entryId":"cursor-bottom-1"}]}]}}}}}}""")]
    public void A_timeline_without_posts_is_its_end(string body)
    {
        var page = OwnRepliesPage.Read(body, "9");
        Assert.NotNull(page);
        Assert.Equal((0, 0), (page.Posts, page.Replies.Count));
    }

    [Theory]
    [InlineData("""{"data":{"threaded_conversation_with_injections_v2":{"instructions":[{"entries":[REPLY]}]}}}""")]
    [InlineData("""{"errors":[{"code":144}],"data":{"anything":REPLY}}""")]
    public void A_reply_of_ours_is_found_in_whatever_answer_it_stands(string frame)
    {
        var body = frame.Replace("REPLY", Reply, StringComparison.Ordinal);
        var found = Assert.Single(OwnRepliesPage.RepliesIn(body, "9"));
        Assert.Equal((Ours, Target, "ann", "@ann Well & good"), (found.TweetId, found.TargetId, found.TargetAuthor, found.Text));
        Assert.Empty(OwnRepliesPage.RepliesIn(body, "8"));
        Assert.Empty(OwnRepliesPage.RepliesIn("{", "9"));
    }
}
