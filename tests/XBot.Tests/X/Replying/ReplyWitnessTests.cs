using XBot.Core.Posting;
using XBot.Core.Reconciling;

namespace XBot.Tests.X.Replying;

[Collection(ReplyTestGroup.Name)]
public sealed class ReplyWitnessTests(ReplyFixture chrome)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reply_that_is_out_is_seen_with_its_id()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        var reply = desk.ReplyTo(ReplyDesk.Plain, "Seen with\na line break & an ampersand.");
        var accepted = Assert.IsType<SendOutcome.Accepted>(await desk.SendAsync(reply));
        Assert.Equal(new Sighting.Seen(accepted.TweetId, "seen_in_conversation"), await desk.Witness.LookAsync(reply, Ct));
    }

    [Fact]
    public async Task A_reply_under_a_post_that_is_gone_is_seen_on_our_profile()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        var reply = desk.ReplyTo(ReplyDesk.Plain);
        var accepted = Assert.IsType<SendOutcome.Accepted>(await desk.SendAsync(reply));
        await desk.DeleteTargetAsync(reply);
        Assert.Equal(new Sighting.Seen(accepted.TweetId, "seen_on_profile"), await desk.Witness.LookAsync(reply, Ct));
    }

    [Fact]
    public async Task What_is_not_there_or_says_something_else_is_not_seen()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        var reply = desk.ReplyTo(ReplyDesk.Plain);
        Assert.IsType<Sighting.NotSeen>(await desk.Witness.LookAsync(reply, Ct));

        Assert.IsType<SendOutcome.Accepted>(await desk.SendAsync(reply));
        Assert.IsType<Sighting.NotSeen>(await desk.Witness.LookAsync(reply with { Text = "Something else." }, Ct));
        Assert.IsType<Sighting.NotSeen>(await desk.Witness.LookAsync(desk.ReplyTo(1), Ct));
        Assert.Single(desk.Sandbox.Ledger);
    }

    [Fact]
    public async Task A_reply_that_X_does_not_show_yet_is_not_seen()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        desk.Sandbox.Arm("late-visible", delayMs: 600_000);
        var reply = desk.ReplyTo(ReplyDesk.Plain);
        Assert.IsType<SendOutcome.Accepted>(await desk.SendAsync(reply));
        Assert.IsType<Sighting.NotSeen>(await desk.Witness.LookAsync(reply, Ct));
    }

    [Fact]
    public async Task Our_profile_is_looked_at_too_when_the_conversation_does_not_load()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        var reply = desk.ReplyTo(ReplyDesk.Plain);
        Assert.IsType<Sighting.NotSeen>(await desk.Witness.LookAsync(reply, Ct));
        var accepted = Assert.IsType<SendOutcome.Accepted>(await desk.SendAsync(reply));
        desk.Sandbox.Arm("http-500");
        Assert.Equal(new Sighting.Seen(accepted.TweetId, "seen_on_profile"), await desk.Witness.LookAsync(reply, Ct));
    }

    [Theory]
    [InlineData("logout")]
    [InlineData("other-account")]
    [InlineData("blank-shell")]
    [InlineData("http-500")]
    [InlineData("http-429")]
    public async Task A_place_that_cannot_be_read_proves_nothing(string fault)
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        desk.Sandbox.Arm(fault, times: 50);
        Assert.IsType<Sighting.CouldNotLook>(await desk.Witness.LookAsync(desk.ReplyTo(ReplyDesk.Plain), Ct));
    }
}
