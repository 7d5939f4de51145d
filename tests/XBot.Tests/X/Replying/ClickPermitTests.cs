using XBot.Core.Posting;

namespace XBot.Tests.X.Replying;

/// <summary>Nothing but one valid permit, used once and in time, leads to a click.</summary>
[Collection(ReplyTestGroup.Name)]
public sealed class ClickPermitTests(ReplyFixture chrome)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_expired_permit_clicks_nothing()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        var reply = desk.ReplyTo(ReplyDesk.Plain);
        await desk.PrepareAsync(reply);
        var outcome = await desk.Composer.SubmitAsync(reply, ReplyDesk.Permit(TimeSpan.FromSeconds(-1)), Ct);
        Assert.Contains("run out", Assert.IsType<SendOutcome.Uncertain>(outcome).Reason, StringComparison.Ordinal);
        Assert.Empty(desk.Sandbox.Ledger);
    }

    [Fact]
    public async Task A_permit_is_used_up_by_the_first_submit()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        var reply = desk.ReplyTo(ReplyDesk.Plain);
        var permit = ReplyDesk.Permit();
        await desk.PrepareAsync(reply);
        var accepted = Assert.IsType<SendOutcome.Accepted>(await desk.Composer.SubmitAsync(reply, permit, Ct));
        // On another target: this one shows our reply now, and takes no second.
        var next = desk.ReplyTo(ReplyDesk.Quoting);
        await desk.PrepareAsync(next);
        Assert.Contains("used before", Assert.IsType<SendOutcome.Uncertain>(await desk.Composer.SubmitAsync(next, permit, Ct)).Reason, StringComparison.Ordinal);
        desk.AssertSentOnce(reply, accepted.TweetId);
    }

    [Fact]
    public async Task A_second_submit_with_a_new_permit_needs_a_new_preparation()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        desk.Sandbox.Arm("refuse-344");
        var reply = desk.ReplyTo(ReplyDesk.Plain);
        Assert.IsType<SendOutcome.Refused>(await desk.SendAsync(reply));
        Assert.Contains("nothing was clicked", Assert.IsType<SendOutcome.Uncertain>(await desk.Composer.SubmitAsync(reply, ReplyDesk.Permit(), Ct)).Reason, StringComparison.Ordinal);
        Assert.Empty(desk.Sandbox.Ledger);
    }

    [Fact]
    public async Task A_permit_for_another_reply_or_a_changed_text_clicks_nothing()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        var reply = desk.ReplyTo(ReplyDesk.Plain);
        await desk.PrepareAsync(reply);
        Assert.Contains("another reply", Assert.IsType<SendOutcome.Uncertain>(await desk.Composer.SubmitAsync(reply with { Id = 8 }, ReplyDesk.Permit(), Ct)).Reason, StringComparison.Ordinal);

        await desk.PrepareAsync(reply);
        Assert.Contains("not what stands", Assert.IsType<SendOutcome.Uncertain>(await desk.Composer.SubmitAsync(reply with { Text = "Changed." }, ReplyDesk.Permit(), Ct)).Reason, StringComparison.Ordinal);
        Assert.Empty(desk.Sandbox.Ledger);
    }

    [Fact]
    public async Task A_page_that_changed_since_the_preparation_gets_no_click()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        var reply = desk.ReplyTo(ReplyDesk.Plain);

        await desk.PrepareAsync(reply);
        await chrome.Page.InsertTextAsync(" And more.", Ct);
        Assert.Contains("no longer shows the draft", Assert.IsType<SendOutcome.Uncertain>(await desk.Composer.SubmitAsync(reply, ReplyDesk.Permit(), Ct)).Reason, StringComparison.Ordinal);

        await desk.PrepareAsync(reply);
        await chrome.Page.NavigateAsync(desk.Site.At("/home"), TimeSpan.FromSeconds(30), Ct);
        Assert.Contains("not the one that was prepared", Assert.IsType<SendOutcome.Uncertain>(await desk.Composer.SubmitAsync(reply, ReplyDesk.Permit(), Ct)).Reason, StringComparison.Ordinal);
        Assert.Empty(desk.Sandbox.Ledger);
    }
}
