using System.Globalization;
using XBot.Core.Posting;
using XBot.Core.Reconciling;

namespace XBot.Tests.X.Replying;

/// <summary>What X makes of a click, and what of it is known afterwards.</summary>
[Collection(ReplyTestGroup.Name)]
public sealed class ReplyOutcomeTests(ReplyFixture chrome)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(187)]
    [InlineData(226)]
    [InlineData(326)]
    [InlineData(344)]
    [InlineData(385)]
    [InlineData(433)]
    public async Task A_refusal_comes_with_its_code(int code)
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        desk.Sandbox.Arm("refuse-" + code.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(code, Assert.IsType<SendOutcome.Refused>(await desk.SendAsync(desk.ReplyTo(ReplyDesk.Plain))).Code);
        Assert.Empty(desk.Sandbox.Ledger);
    }

    [Fact]
    public async Task A_request_that_the_page_sends_once_more_by_itself_decides()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage, ReplyDesk.Patient with { Repeat = TimeSpan.FromSeconds(30) });
        desk.Sandbox.Arm("stale-token");
        var reply = desk.ReplyTo(ReplyDesk.Plain);
        desk.AssertSentOnce(reply, Assert.IsType<SendOutcome.Accepted>(await desk.SendAsync(reply)).TweetId);

        desk.Sandbox.Arm("stale-token", times: 2);
        Assert.Equal(353, Assert.IsType<SendOutcome.Refused>(await desk.SendAsync(desk.ReplyTo(ReplyDesk.Quoting))).Code);
    }

    [Fact]
    public async Task Too_many_requests_at_the_click_is_a_refusal()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        var reply = desk.ReplyTo(ReplyDesk.Plain);
        await desk.PrepareAsync(reply);
        desk.Sandbox.Arm("http-429");
        Assert.Equal(429, Assert.IsType<SendOutcome.Refused>(await desk.Composer.SubmitAsync(reply, ReplyDesk.Permit(), Ct)).Code);
        Assert.Empty(desk.Sandbox.Ledger);
    }

    [Fact]
    public async Task A_server_error_at_the_click_is_uncertain()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        var reply = desk.ReplyTo(ReplyDesk.Plain);
        await desk.PrepareAsync(reply);
        desk.Sandbox.Arm("http-500");
        Assert.Contains("500", Assert.IsType<SendOutcome.Uncertain>(await desk.Composer.SubmitAsync(reply, ReplyDesk.Permit(), Ct)).Reason, StringComparison.Ordinal);
        Assert.Empty(desk.Sandbox.Ledger);
    }

    [Fact]
    public async Task A_logout_at_the_click_sends_nothing()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        var reply = desk.ReplyTo(ReplyDesk.Plain);
        await desk.PrepareAsync(reply);
        desk.Sandbox.Arm("logout");
        Assert.IsNotType<SendOutcome.Accepted>(await desk.Composer.SubmitAsync(reply, ReplyDesk.Permit(), Ct));
        Assert.Empty(desk.Sandbox.Ledger);
    }

    [Fact]
    public async Task A_lost_answer_is_uncertain_and_the_witness_finds_the_reply()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        desk.Sandbox.Arm("answer-lost");
        var reply = desk.ReplyTo(ReplyDesk.Plain);
        // Chrome itself repeats a request whose kept-alive connection was cut, and gets "duplicate" for it: Core takes 187 as unknown too.
        Assert.True(await desk.SendAsync(reply) is SendOutcome.Uncertain or SendOutcome.Refused { Code: 187 });
        var seen = Assert.IsType<Sighting.Seen>(await desk.Witness.LookAsync(reply, Ct));
        desk.AssertSentOnce(reply, seen.TweetId);
    }

    [Fact]
    public async Task A_slow_acceptance_within_the_deadline_is_accepted()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage, ReplyDesk.Patient with { Answer = TimeSpan.FromMinutes(1) });
        desk.Sandbox.Arm("slow-accept", delayMs: 300);
        var reply = desk.ReplyTo(ReplyDesk.Plain);
        desk.AssertSentOnce(reply, Assert.IsType<SendOutcome.Accepted>(await desk.SendAsync(reply)).TweetId);
    }

    [Fact]
    public async Task An_acceptance_after_we_gave_up_is_uncertain()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage, ReplyDesk.Patient with { Answer = TimeSpan.FromMilliseconds(300) });
        desk.Sandbox.Arm("slow-accept", delayMs: 600_000);
        Assert.Contains("not answered", Assert.IsType<SendOutcome.Uncertain>(await desk.SendAsync(desk.ReplyTo(ReplyDesk.Plain))).Reason, StringComparison.Ordinal);
    }
}
