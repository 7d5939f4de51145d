using XBot.Core.Posting;
using XBot.Core.Sessions;
using XBot.X.Replying;
using XBot.X.Selectors;

namespace XBot.Tests.X.Replying;

/// <summary>From the target to the text in the box and the one click; and what keeps it from there.</summary>
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
    [InlineData("http-500", "HTTP 500", true)]
    [InlineData("over-capacity", "HTTP 503", true)]
    [InlineData("hang", "timeout", true)]
    public async Task A_page_that_does_not_do_what_it_should_is_not_ready(string fault, string reason, bool away = false)
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage, HastyFor(fault));
        desk.Sandbox.Arm(fault, times: fault == "over-capacity" ? 100 : 2);
        var off = Assert.IsType<Preparation.NotReady>(await desk.Composer.PrepareAsync(desk.ReplyTo(ReplyDesk.Plain), Ct));
        Assert.Contains(reason, off.Reason, StringComparison.Ordinal);
        Assert.Equal(away, off.SiteAway);
        Assert.Empty(desk.Sandbox.Ledger);
    }

    [Theory]
    [InlineData("renamed-testid", null, "post")]
    [InlineData(null, """{"composerBox": "[data-testid='gone']"}""", "composerBox")]
    [InlineData("button-disabled", null, null)]
    [InlineData("blank-shell", null, null)]
    public async Task A_page_that_changed_is_told_from_one_that_is_late(string? fault, string? selectors, string? sign)
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage, HastyFor(fault), selectors is null ? null : SelectorBook.Parse(selectors, "test"));
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
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
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

    /// <summary>Short only where nothing is to come.</summary>
    private static ReplyComposerOptions HastyFor(string? fault) => fault switch
    {
        "hang" => ReplyDesk.Patient with { Load = TimeSpan.FromSeconds(5) },
        "blank-shell" or "renamed-testid" or "over-capacity" => ReplyDesk.Patient with { Target = TimeSpan.FromSeconds(3) },
        "lost-characters" or "button-disabled" => ReplyDesk.Patient with { ReadBack = TimeSpan.FromSeconds(2) },
        _ => ReplyDesk.Patient with { Composer = TimeSpan.FromSeconds(5) },
    };
}
