using System.Text.Json.Nodes;
using XBot.App.Demo;
using XBot.Core.Events;
using XBot.Core.Replies;
using XBot.Sandbox;

namespace XBot.Tests.App.Demo;

public sealed class DemoAgreementTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_posts_in_all_three_agree() =>
        Assert.Empty(DemoAgreement.Differences([Confirmed(1), Confirmed(2)], [Success(2), Success(1)], [Post(1), Post(2)]));

    [Fact]
    public void A_confirmed_reply_that_the_sandbox_never_took_is_told() =>
        Assert.Equal(
            ["reply 2 to @author2 is CONFIRMED, the sandbox's ledger has no post 9002"],
            DemoAgreement.Differences([Confirmed(1), Confirmed(2)], [Success(1), Success(2)], [Post(1)]));

    [Fact]
    public void A_confirmed_reply_without_an_id_is_told() =>
        Assert.Contains(
            DemoAgreement.Differences([Confirmed(1) with { TweetId = null }], [Success(1)], [Post(1)]),
            line => line.Contains("no post without an id", StringComparison.Ordinal));

    [Fact]
    public void A_post_that_nobody_confirmed_is_told() =>
        Assert.Equal(
            ["the sandbox accepted post 9002 by @demo in reply to 102; no reply is CONFIRMED as that"],
            DemoAgreement.Differences([Confirmed(1)], [Success(1)], [Post(1), Post(2)]));

    [Fact]
    public void A_missing_and_a_doubled_event_are_told() =>
        Assert.Equal(
            ["reply 1 to @author1 is CONFIRMED and has 0 POST_SUCCESS events instead of 1", "reply 2 to @author2 is CONFIRMED and has 2 POST_SUCCESS events instead of 1"],
            DemoAgreement.Differences([Confirmed(1), Confirmed(2)], [Success(2), Success(2)], [Post(1), Post(2)]));

    [Fact]
    public void An_event_without_its_reply_is_told() =>
        Assert.Equal(["POST_SUCCESS tells of post 9002; no reply is CONFIRMED as that"], DemoAgreement.Differences([Confirmed(1)], [Success(1), Success(2)], [Post(1)]));

    [Theory]
    [InlineData("somebody_else", "101", "text 1")]
    [InlineData("demo", "102", "text 1")]
    [InlineData("demo", null, "text 1")]
    [InlineData("demo", "101", "text")]
    public void A_post_of_another_account_target_or_text_is_told(string author, string? target, string text) =>
        Assert.Single(DemoAgreement.Differences([Confirmed(1)], [Success(1)], [Post(1) with { Author = author, InReplyTo = target, Text = text }]));

    private static Reply Confirmed(int n) => new()
    {
        Id = n,
        Account = new AccountKey("http://127.0.0.1:4000", "1"),
        TargetId = $"{100 + n}",
        TargetAuthor = $"author{n}",
        TargetText = "a post",
        TargetPostedAt = At,
        State = ReplyState.Confirmed,
        Text = $"text {n}",
        Score = 1,
        Reason = "fresh",
        TweetId = $"{9000 + n}",
        ExpiresAt = At,
        CreatedAt = At,
        UpdatedAt = At,
    };

    private static LedgerEntry Post(int n) => new($"{9000 + n}", "demo", $"text {n}", $"{100 + n}", At);

    private static StoredEvent Success(int n) => new(n, EventTypes.PostSuccess, EventSeverity.Info, new JsonObject { ["tweet_id"] = $"{9000 + n}" }, "runner", At);
}
