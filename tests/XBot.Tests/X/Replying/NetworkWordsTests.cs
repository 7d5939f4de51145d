using System.Text.Json;
using System.Text.Json.Nodes;
using XBot.Core.Posting;
using XBot.X.Replying;

namespace XBot.Tests.X.Replying;

/// <summary>What requests and answers say, and what they do not.</summary>
public sealed class NetworkWordsTests
{
    private const string Target = "2018728413880840451";
    private const string Ours = "2018729000000000001";

    private static string Accepted(string id) => """{"data":{"create_tweet":{"tweet_results":{"result":{"rest_id":"ID","legacy":{}}}}}}""".Replace("ID", id, StringComparison.Ordinal);

    private static string Errors(params int[] codes) =>
        """{"errors":[LIST],"data":{}}""".Replace("LIST", string.Join(',', codes.Select(c => "{\"message\":\"no (" + c + ")\",\"code\":" + c + "}")), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://x.com/i/api/graphql/Ab_c-1/CreateTweet", true)]
    [InlineData("http://127.0.0.1:4000/i/api/graphql/h/CreateTweet?x=1", true)]
    [InlineData("https://x.com/i/api/graphql/Ab_c-1/CreateTweetDraft", false)]
    [InlineData("https://x.com/search?q=/graphql/h/CreateTweet", false)]
    [InlineData("CreateTweet", false)]
    public void An_operation_is_the_last_part_of_the_path(string url, bool calls) => Assert.Equal(calls, GraphQl.Calls(url, "CreateTweet"));

    [Theory]
    [InlineData("""{"variables":{"tweet_text":"a\nb","reply":{"in_reply_to_tweet_id":"20","exclude_reply_user_ids":[]}}}""", true)]
    [InlineData("""{"variables":{"tweet_text":"a\nc","reply":{"in_reply_to_tweet_id":"20"}}}""", false)]
    [InlineData("""{"variables":{"tweet_text":"a\nb","reply":{"in_reply_to_tweet_id":"21"}}}""", false)]
    [InlineData("""{"variables":{"tweet_text":"a\nb"}}""", false)]
    [InlineData("""{"variables":[]}""", false)]
    [InlineData("[", false)]
    [InlineData(null, false)]
    public void Our_request_is_known_by_target_and_text(string? body, bool ours) => Assert.Equal(ours, CreateTweetRequest.IsOurs(body, "20", "a\nb "));

    [Fact]
    public void An_id_of_our_own_is_acceptance_and_any_other_is_not()
    {
        Assert.Equal(new SendOutcome.Accepted(Ours), CreateTweetAnswer.Read(200, Accepted(Ours), null, Target));
        Assert.Equal(new SendOutcome.Accepted(Ours), CreateTweetAnswer.Read(200, """{"data":{"create_tweet":{"tweet_results":{"result":{"tweet":{"rest_id":"ID"}}}}}}""".Replace("ID", Ours, StringComparison.Ordinal), null, Target));
        foreach (var body in new[] { Accepted(Target), Accepted("abc"), Accepted("-5"), """{"data":{"create_tweet":{"tweet_results":{}}}}""", "{}", "[]", "null", "", "<html>", $$"""{"rest_id":"{{Ours}}"}""" })
            Assert.IsType<SendOutcome.Uncertain>(CreateTweetAnswer.Read(200, body, null, Target));
    }

    [Fact]
    public void A_refusal_needs_a_code_and_187_is_never_hidden()
    {
        Assert.Equal(new SendOutcome.Refused(226, "no (226)"), CreateTweetAnswer.Read(200, Errors(226), null, Target));
        Assert.Equal(64, Assert.IsType<SendOutcome.Refused>(CreateTweetAnswer.Read(403, Errors(64), null, Target)).Code);
        Assert.Equal(88, Assert.IsType<SendOutcome.Refused>(CreateTweetAnswer.Read(200, Errors(88), null, Target)).Code);
        Assert.Equal(429, Assert.IsType<SendOutcome.Refused>(CreateTweetAnswer.Read(429, null, null, Target)).Code);
        Assert.Equal(187, Assert.IsType<SendOutcome.Refused>(CreateTweetAnswer.Read(200, Errors(344, 187), null, Target)).Code);
        Assert.Equal(344, Assert.IsType<SendOutcome.Refused>(CreateTweetAnswer.Read(200, """{"errors":[{"extensions":{"code":"344"}}]}""", null, Target)).Code);
        Assert.IsType<SendOutcome.Uncertain>(CreateTweetAnswer.Read(200, """{"errors":[{"message":"?"}]}""", null, Target));
    }

    [Theory]
    [InlineData("""{"errors":[{"message":"no","code":226}],"data":{"create_tweet":{"tweet_results":{}}}}""")]
    [InlineData("""{"errors":[{"message":"no","code":344}],"data":{"create_tweet":{}}}""")]
    [InlineData("""{"errors":[{"message":"no","code":385}],"data":{"create_tweet":{"tweet_results":{"result":{"legacy":{}}}}}}""")]
    public void An_error_beside_a_post_is_no_refusal(string body)
    {
        Assert.Equal(new SendOutcome.Uncertain("the answer holds both a post and an error"), CreateTweetAnswer.Read(200, body, null, Target));
        Assert.Equal(344, Assert.IsType<SendOutcome.Refused>(CreateTweetAnswer.Read(200, """{"errors":[{"code":344}],"data":{"create_tweet":null}}""", null, Target)).Code);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public void A_breakdown_of_X_is_no_refusal(int status)
    {
        Assert.IsType<SendOutcome.Uncertain>(CreateTweetAnswer.Read(status, Errors(226), null, Target));
        Assert.IsType<SendOutcome.Uncertain>(CreateTweetAnswer.Read(200, Errors(131), null, Target));
        Assert.IsType<SendOutcome.Uncertain>(CreateTweetAnswer.Read(200, Errors(344, 29), null, Target));
        Assert.IsType<SendOutcome.Uncertain>(CreateTweetAnswer.Read(null, null, null, Target));
        Assert.IsType<SendOutcome.Uncertain>(CreateTweetAnswer.Read(200, Accepted(Ours), "net::ERR_CONNECTION_RESET", Target));
    }

    [Theory]
    [InlineData(200, """{"errors":[{"code":144}],"data":{}}""", true)]
    [InlineData(200, """{"e":[{"entryId":"tweet-20","content":{"itemContent":{"tweet_results":{"result":{"__typename":"TweetTombstone"}}}}}]}""", true)]
    [InlineData(200, """{"e":[{"entryId":"tweet-20","content":{"itemContent":{"itemType":"TimelineTombstone"}}}]}""", true)]
    [InlineData(200, """{"e":[{"entryId":"tweet-20","content":{"itemContent":{"tweet_results":{}}}}]}""", true)]
    [InlineData(200, """{"e":[{"entryId":"tweet-20","content":{"itemContent":{"tweet_results":{"result":{"__typename":"Tweet"}}}}}]}""", false)]
    [InlineData(200, """{"e":[{"entryId":"tweet-19","content":{"itemContent":{"itemType":"TimelineTombstone"}}}]}""", false)]
    [InlineData(200, """{"errors":[{"code":88}]}""", false)]
    [InlineData(500, """{"errors":[{"code":144}]}""", false)]
    [InlineData(200, "", false)]
    public void Only_Xs_own_word_makes_a_target_gone(int status, string body, bool gone) => Assert.Equal(gone, TargetAnswer.SaysGone(status, body, "20"));

    [Fact]
    public void An_error_beside_the_target_speaks_of_another_post()
    {
        var body = JsonNode.Parse(AnswerMaker.Home([AnswerMaker.Entry(AnswerMaker.Tweet(20, "ada", "quotes what is gone"))]))!.AsObject();
        body["errors"] = new JsonArray(new JsonObject { ["code"] = 144 });
        Assert.False(TargetAnswer.SaysGone(200, body.ToJsonString(), AnswerMaker.Id(20)));
        Assert.True(TargetAnswer.SaysGone(200, body.ToJsonString(), AnswerMaker.Id(21)));
    }

    [Theory]
    [InlineData("9", "demo", "2018728413880840451", "@ann Well &amp; good", true)]
    [InlineData(null, "DEMO", "2018728413880840451", "Well &amp; good", true)]
    [InlineData("8", "demo", "2018728413880840451", "Well &amp; good", false)]
    [InlineData("9", "demo", "2018728413880840452", "Well &amp; good", false)]
    [InlineData("9", "demo", "2018728413880840451", "Well, good", false)]
    public void A_reply_in_a_response_is_ours_by_account_target_and_text(string? authorId, string handle, string answers, string text, bool ours)
    {
        var id = authorId is null ? "" : $"""
            ,"user_id_str":"{authorId}"
            """;
        var author = $$"""{ "user_results": { "result": { "core": { "screen_name": "{{handle}}" } } } }""";
        var legacy = $$"""{ "full_text": "{{text}}", "in_reply_to_status_id_str": "{{answers}}"{{id}} }""";
        using var document = JsonDocument.Parse($$"""{ "data": [ { "x": { "tweet": { "rest_id": "{{Ours}}", "core": {{author}}, "legacy": {{legacy}} } } } ] }""");
        Assert.Equal(ours ? Ours : null, new OwnReply("9", "demo", Target, "Well & good").FindIn(document.RootElement));
    }

    [Fact]
    public void In_what_a_page_shows_a_reply_stands_after_its_target()
    {
        var own = new OwnReply("9", "demo", Target, "Well said");
        WitnessPost target = new(Target, "ann", "Hello"), other = new("2018728500000000001", "bob", "Well said"), reply = new(Ours, "Demo", "Well said");
        Assert.Equal(Ours, own.FindInConversation([target, other, reply]));
        Assert.Null(own.FindInConversation([reply, target, other]));
        Assert.Equal(Ours, own.FindOnProfile([other, target, reply]));
        Assert.Null(own.FindOnProfile([target, other, reply]));
    }
}
