using System.Globalization;
using XBot.Core.Posting;
using XBot.Core.Sessions;
using XBot.X.Replying;
using XBot.X.Selectors;

namespace XBot.Tests.X.Replying;

[Collection(ReplyTestGroup.Name)]
public sealed class ReplyComposerTests(ReplyFixture chrome)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ReplySurface.Modal)]
    [InlineData(ReplySurface.Inline)]
    public async Task A_reply_goes_out_once_with_the_id_from_the_answer_to_our_request(ReplySurface surface)
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage, ReplyDesk.Patient with { Surface = surface });
        var reply = desk.ReplyTo(ReplyDesk.Plain);

        var ready = await desk.PrepareAsync(reply);
        Assert.Equal((ReplyDesk.DemoAccount, reply.TargetText), (ready.AccountId, ready.TargetText.Shown));
        Assert.Empty(desk.Sandbox.Ledger);

        var accepted = Assert.IsType<SendOutcome.Accepted>(await desk.Composer.SubmitAsync(reply, ReplyDesk.Permit(), Ct));
        desk.AssertSentOnce(reply, accepted.TweetId);
    }

    [Theory]
    [InlineData("Two lines,\nand a second one.")]
    [InlineData("A gap\n\nbetween  two   blanks and emoji 🌊🏃‍♀️")]
    [InlineData("Ünïcode, 日本語, \"quotes\" & <angles>")]
    [InlineData("Ends with a #tag")]
    public async Task Line_breaks_and_odd_characters_arrive_as_drafted(string text)
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        var reply = desk.ReplyTo(ReplyDesk.Plain, text);
        var accepted = Assert.IsType<SendOutcome.Accepted>(await desk.SendAsync(reply));
        desk.AssertSentOnce(reply, accepted.TweetId);
    }

    [Theory]
    [InlineData(ReplyDesk.Quoting)]
    [InlineData(ReplyDesk.Answering)]
    public async Task The_target_is_answered_where_another_post_comes_first_or_is_quoted(int place)
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        var reply = desk.ReplyTo(place);
        var accepted = Assert.IsType<SendOutcome.Accepted>(await desk.SendAsync(reply));
        desk.AssertSentOnce(reply, accepted.TweetId);
    }

    [Fact]
    public async Task Two_replies_go_out_one_after_the_other()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        Assert.IsType<SendOutcome.Accepted>(await desk.SendAsync(desk.ReplyTo(0, "The first of two.")));
        Assert.IsType<SendOutcome.Accepted>(await desk.SendAsync(desk.ReplyTo(1, "The second of two.")));
        Assert.Equal(["The first of two.", "The second of two."], desk.Sandbox.Ledger.Select(e => e.Text));
    }

    [Fact]
    public async Task A_text_left_in_an_open_modal_does_not_get_into_the_reply()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        await desk.PrepareAsync(desk.ReplyTo(ReplyDesk.Plain, "Left over from before."));

        var reply = desk.ReplyTo(1, "Only this.");
        var accepted = Assert.IsType<SendOutcome.Accepted>(await desk.SendAsync(reply));
        desk.AssertSentOnce(reply, accepted.TweetId);
    }

    [Fact]
    public async Task An_abandoned_reply_is_gone_and_cannot_be_submitted()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        var reply = desk.ReplyTo(ReplyDesk.Plain);
        await desk.PrepareAsync(reply);
        await desk.Composer.AbandonAsync(Ct);

        Assert.StartsWith("nothing was clicked", Assert.IsType<SendOutcome.Uncertain>(await desk.Composer.SubmitAsync(reply, ReplyDesk.Permit(), Ct)).Reason, StringComparison.Ordinal);
        Assert.Empty(desk.Sandbox.Ledger);
        await desk.Composer.AbandonAsync(Ct);
    }

    [Fact]
    public async Task A_target_that_is_gone_is_refused_for_good_and_soon()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage, ReplyDesk.Patient with { Target = TimeSpan.FromMinutes(5) });
        var gone = desk.ReplyTo(ReplyDesk.Plain) with { TargetId = "2018728413880840451" };
        Assert.IsType<Preparation.TargetRefused>(await desk.Composer.PrepareAsync(gone, Ct));
    }

    [Fact]
    public async Task A_target_with_restricted_replies_is_refused_for_good()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        var refused = Assert.IsType<Preparation.TargetRefused>(await desk.Composer.PrepareAsync(desk.ReplyTo(ReplyDesk.Restricted), Ct));
        Assert.Contains("restricted", refused.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Well said, and worth a second look.")]
    [InlineData("Another text.")]
    public async Task A_target_that_this_account_has_answered_takes_no_second_reply(string text)
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        var reply = desk.ReplyTo(ReplyDesk.Plain);
        var accepted = Assert.IsType<SendOutcome.Accepted>(await desk.SendAsync(reply));
        var refused = Assert.IsType<Preparation.TargetRefused>(await desk.Composer.PrepareAsync(reply with { Id = 8, Text = text }, Ct));
        Assert.Equal($"this account has answered it already, with {accepted.TweetId}", refused.Reason);
        desk.AssertSentOnce(reply, accepted.TweetId);
    }

    [Fact]
    public async Task A_target_that_is_deleted_between_look_and_click_is_refused_with_its_code()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        desk.Sandbox.Arm("target-deleted");
        Assert.Equal(385, Assert.IsType<SendOutcome.Refused>(await desk.SendAsync(desk.ReplyTo(ReplyDesk.Plain))).Code);
        Assert.Empty(desk.Sandbox.Ledger);
    }

    [Theory]
    [InlineData("lost-characters", "another text")]
    [InlineData("button-disabled", "disabled")]
    [InlineData("blank-shell", "did not appear")]
    [InlineData("renamed-testid", "did not appear")]
    [InlineData("http-500", "")]
    [InlineData("hang", "timeout")]
    public async Task A_page_that_does_not_do_what_it_should_is_not_ready(string fault, string reason)
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage, Hasty);
        desk.Sandbox.Arm(fault, times: 2);
        var off = Assert.IsType<Preparation.NotReady>(await desk.Composer.PrepareAsync(desk.ReplyTo(ReplyDesk.Plain), Ct));
        Assert.Contains(reason, off.Reason, StringComparison.Ordinal);
        Assert.Empty(desk.Sandbox.Ledger);
    }

    [Theory]
    [InlineData("renamed-testid", null, "post")]
    [InlineData(null, """{"composerBox": "[data-testid='gone']"}""", "composerBox")]
    [InlineData("button-disabled", null, null)]
    [InlineData("blank-shell", null, null)]
    public async Task A_page_that_changed_is_told_from_one_that_is_late(string? fault, string? selectors, string? sign)
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage, Hasty, selectors is null ? null : SelectorBook.Parse(selectors, "test"));
        if (fault is not null)
            desk.Sandbox.Arm(fault, times: 2);
        var off = Assert.IsType<Preparation.NotReady>(await desk.Composer.PrepareAsync(desk.ReplyTo(ReplyDesk.Plain), Ct));
        Assert.Equal(sign, off.Drift?.Name);
        Assert.NotEqual(false, off.Drift?.TouchesPosting);
    }

    [Theory]
    [InlineData("logout", SessionState.LoggedOut)]
    [InlineData("challenge", SessionState.Challenge)]
    [InlineData("consent-wall", SessionState.ConsentWall)]
    [InlineData("http-429", SessionState.RateLimited)]
    public async Task A_session_that_is_lost_on_the_way_is_told_as_such(string fault, SessionState state)
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage, Hasty);
        desk.Sandbox.Arm(fault, times: 3);
        Assert.Equal(state, Assert.IsType<Preparation.SessionLost>(await desk.Composer.PrepareAsync(desk.ReplyTo(ReplyDesk.Plain), Ct)).State);
    }

    [Fact]
    public async Task Another_account_in_the_session_is_told_and_never_clicked_with()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        desk.Sandbox.Arm("other-account", times: 3);
        var reply = desk.ReplyTo(ReplyDesk.Plain);
        Assert.NotEqual(ReplyDesk.DemoAccount, (await desk.PrepareAsync(reply)).AccountId);
        Assert.Contains("account", Assert.IsType<SendOutcome.Uncertain>(await desk.Composer.SubmitAsync(reply, ReplyDesk.Permit(), Ct)).Reason, StringComparison.Ordinal);
        Assert.Empty(desk.Sandbox.Ledger);
    }

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
        var seen = Assert.IsType<XBot.Core.Reconciling.Sighting.Seen>(await desk.Witness.LookAsync(reply, Ct));
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

    /// <summary>For pages on which nothing is to come.</summary>
    private static ReplyComposerOptions Hasty => ReplyDesk.Patient with { Load = TimeSpan.FromSeconds(5), Target = TimeSpan.FromSeconds(3), ReadBack = TimeSpan.FromSeconds(2) };
}
