using XBot.Core.Events;
using XBot.Core.Pipeline;
using XBot.Core.Posting;
using XBot.Core.Replies;

namespace XBot.Tests.CoreRules.Posting;

/// <summary>What each of X's codes does to the reply, to posting as a whole, and to the next reply.</summary>
public sealed class RefusalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Code_187_is_a_doubt_and_no_failure_since_the_twin_may_be_our_own()
    {
        await using var desk = await RefusedAsync(187);
        Assert.Equal((ReplyState.Unknown, 1, 0), ((await desk.ReplyAsync(1)).State, await desk.CountAsync(EventTypes.PostUnknown), await desk.CountAsync(EventTypes.PostFailed)));
        Assert.NotNull((await desk.ReplyAsync(1)).ClickedAt);
        await desk.RunAsync();
        Assert.Equal((ReplyState.Unknown, ReplyState.Confirmed), ((await desk.ReplyAsync(1)).State, (await desk.ReplyAsync(2)).State));
    }

    [Theory]
    [InlineData(226)]
    [InlineData(326)]
    [InlineData(64)]
    public async Task A_sign_against_the_account_freezes_posting_over_restarts_until_a_person_resumes(int code)
    {
        await using var desk = await RefusedAsync(code);
        Assert.Contains($"code {code}", (await desk.Freeze.ReadAsync(Ct))!.Reason, StringComparison.Ordinal);
        Assert.Equal((1, 1), (await desk.CountAsync(EventTypes.PostingFrozen), await desk.CountAsync(EventTypes.RunnerAlert)));
        Assert.Equal((ReplyState.NotSent, code, null), ((await desk.ReplyAsync(1)).State, (await desk.ReplyAsync(1)).RefusalCode, (await desk.ReplyAsync(1)).ClickedAt));

        for (var day = 0; day < 3; day++)
        {
            desk.Time.Advance(TimeSpan.FromHours(6));
            desk.Restart();
            Assert.Contains("posting is frozen", (await desk.RunAsync()).Summary, StringComparison.Ordinal);
        }

        Assert.Equal(1, desk.Clicks);
        Assert.True(await desk.Freeze.LiftAsync("ann", desk.Time.GetUtcNow(), Ct));
        await desk.RunAsync();
        Assert.Equal(ReplyState.Confirmed, (await desk.ReplyAsync(1)).State);
    }

    [Theory]
    [InlineData(344, 6 * 60)]
    [InlineData(88, 15)]
    [InlineData(429, 15)]
    public async Task A_limit_of_Xs_own_rests_posting_over_restarts_and_ends_by_itself(int code, int minutes)
    {
        await using var desk = await RefusedAsync(code);
        Assert.Equal((ReplyState.NotSent, 1), ((await desk.ReplyAsync(1)).State, await desk.CountAsync(EventTypes.PostingHeld)));
        Assert.Null(await desk.Freeze.ReadAsync(Ct));

        desk.Time.Advance(TimeSpan.FromMinutes(minutes - 1));
        desk.Restart();
        Assert.Contains("posting rests until", (await desk.RunAsync()).Summary, StringComparison.Ordinal);
        Assert.Equal(1, desk.Clicks);
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await desk.RunAsync();
        Assert.Equal(ReplyState.Confirmed, (await desk.ReplyAsync(1)).State);
    }

    [Theory]
    [InlineData(385)]
    [InlineData(433)]
    [InlineData(999)]
    public async Task A_refusal_of_this_reply_ends_it_for_ever_and_the_next_goes_out(int code)
    {
        await using var desk = await RefusedAsync(code);
        var refused = await desk.ReplyAsync(1);
        Assert.Equal((ReplyState.Failed, code, 1), (refused.State, refused.RefusalCode, await desk.CountAsync(EventTypes.PostFailed)));
        Assert.Null(await desk.Freeze.ReadAsync(Ct));
        await desk.RunAsync();
        await desk.RunAsync();
        Assert.Equal((ReplyState.Failed, ReplyState.Confirmed, 2), ((await desk.ReplyAsync(1)).State, (await desk.ReplyAsync(2)).State, desk.Clicks));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(353)]
    public async Task A_session_that_X_does_not_know_is_told_as_lost_and_the_reply_waits(int code)
    {
        await using var desk = await SendDesk.WithAsync(replies: 1);
        desk.Ends(new SendOutcome.Refused(code, "no"));
        Assert.Equal(PipelineOutcome.SessionLost, (await desk.RunAsync()).Outcome);
        Assert.Equal(ReplyState.NotSent, (await desk.ReplyAsync(1)).State);
    }

    private static async Task<SendDesk> RefusedAsync(int code)
    {
        var desk = await SendDesk.WithAsync(replies: 2);
        desk.Ends(new SendOutcome.Refused(code, "no"));
        await desk.RunAsync();
        Assert.Equal(1, desk.Clicks);
        return desk;
    }
}
