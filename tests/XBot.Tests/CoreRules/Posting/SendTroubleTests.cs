using XBot.Core.Events;
using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Stores;
using XBot.Tests.Sql;

namespace XBot.Tests.CoreRules.Posting;

/// <summary>What a store, a disk or another run does to a reply that is just being sent.</summary>
public sealed class SendTroubleTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_goes_away_after_the_text_is_written_leaves_no_text_in_the_box()
    {
        await using var desk = await SendDesk.WithAsync(replies: 1);
        desk.Preparing = () => desk.Store.Fault = new StoreUnavailableException("away");
        await Assert.ThrowsAsync<StoreUnavailableException>(desk.RunAsync);
        desk.Store.Fault = null;
        Assert.Equal((0, 1, ReplyState.Sending), (desk.Clicks, desk.Abandoned, (await desk.ReplyAsync(1)).State));
    }

    [Fact]
    public async Task A_refused_store_leaves_no_text_in_the_box_either()
    {
        await using var desk = await SendDesk.WithAsync(replies: 1);
        desk.Preparing = () => desk.Store.Fault = new StoreRefusedException("foreign");
        await Assert.ThrowsAsync<StoreRefusedException>(desk.RunAsync);
        Assert.Equal(1, desk.Abandoned);
    }

    [Fact]
    public async Task The_box_is_cleared_before_the_store_is_asked_and_a_page_that_breaks_keeps_no_reply_from_its_release()
    {
        await using var desk = await SendDesk.WithAsync(replies: 1);
        var state = ReplyState.Approved;
        desk.Preparing = () => throw new InvalidOperationException("the page broke");
        desk.Abandoning = () =>
        {
            state = desk.ReplyAsync(1).GetAwaiter().GetResult().State;
            throw new InvalidOperationException("the page broke again");
        };
        await Assert.ThrowsAsync<InvalidOperationException>(desk.RunAsync);
        Assert.Equal((ReplyState.Sending, ReplyState.NotSent), (state, (await desk.ReplyAsync(1)).State));
    }

    [Fact]
    public async Task A_mark_that_could_not_be_written_commits_nothing_and_the_reply_waits()
    {
        await using var desk = await SendDesk.WithAsync(replies: 1);
        desk.Readying = () => throw new IOException("no space left on device");
        await Assert.ThrowsAsync<IOException>(desk.RunAsync);
        var reply = await desk.ReplyAsync(1);
        Assert.Equal((0, 1, ReplyState.NotSent, null), (desk.Clicks, desk.Abandoned, reply.State, reply.ClickedAt));

        desk.Readying = null;
        await desk.RunAsync();
        Assert.Equal(ReplyState.Confirmed, (await desk.ReplyAsync(1)).State);
    }

    [Theory]
    [InlineData(0, ReplyState.Confirmed)]
    [InlineData(226, ReplyState.NotSent)]
    [InlineData(344, ReplyState.NotSent)]
    [InlineData(187, ReplyState.Unknown)]
    [InlineData(385, ReplyState.Failed)]
    public async Task A_store_that_is_away_for_seconds_after_the_click_takes_the_outcome_when_it_is_back(int code, ReplyState end)
    {
        await using var desk = await SendDesk.WithAsync(replies: 1);
        if (code > 0)
            desk.Ends(new SendOutcome.Refused(code, "no"));
        desk.Submitting = _ => Away(desk);
        await LiveAsync(desk, desk.RunAsync(), TimeSpan.FromSeconds(5));
        Assert.Equal(end, (await desk.ReplyAsync(1)).State);
        Assert.Equal(code == 226, await desk.Freeze.ReadAsync(Ct) is not null);
        Assert.Equal(code == 344 ? 1 : 0, await desk.CountAsync(EventTypes.PostingHeld));
    }

    [Fact]
    public async Task A_record_whose_answer_was_lost_is_counted_once()
    {
        await using var desk = await SendDesk.WithAsync(replies: 1);
        var asked = 0;
        var replies = new TwistedReplies(desk.Store.Replies)
        {
            Apply = async (move, ct) =>
            {
                var written = await desk.Store.Replies.TryApplyAsync(move, ct);
                return ++asked == 1 ? throw new StoreUnavailableException("the answer was lost") : written;
            },
        };
        var reply = await desk.Store.Replies.ClaimAsync(SendDesk.Account, new Lease("t", desk.Time.GetUtcNow().AddMinutes(3)), desk.Time.GetUtcNow(), [], Ct);
        var release = new OutcomeBook(replies, desk.Time).WriteAsync(ReplyLife.Release(reply!, "why", desk.Time.GetUtcNow()));
        await LiveAsync(desk, release, TimeSpan.FromHours(1));
        Assert.Equal((true, 2), (await release, asked));
    }

    [Fact]
    public async Task A_store_that_stays_away_after_the_click_leaves_the_doubt_to_the_next_run()
    {
        await using var desk = await SendDesk.WithAsync(replies: 1);
        desk.Submitting = _ => Away(desk);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => LiveAsync(desk, desk.RunAsync(), TimeSpan.FromHours(1)));
        desk.Store.Fault = null;
        Assert.Equal(ReplyState.Clicking, (await desk.ReplyAsync(1)).State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Proof_settles_a_doubt_that_another_run_made_of_it_meanwhile(bool person)
    {
        await using var desk = await SendDesk.WithAsync(replies: 1);
        desk.Submitting = reply => TakeOverAsync(desk, reply, person);
        Assert.Equal(1, (await desk.RunAsync()).Confirmed);
        var reply = await desk.ReplyAsync(1);
        Assert.Equal((ReplyState.Confirmed, "199", "create_tweet_response", 1), (reply.State, reply.TweetId, reply.Evidence, await desk.CountAsync(EventTypes.PostSuccess)));
    }

    [Fact]
    public async Task What_is_not_written_is_not_counted()
    {
        await using var desk = await SendDesk.WithAsync(replies: 3);
        desk.Submitting = reply => TakeOverAsync(desk, reply, person: false);
        desk.Ends(new SendOutcome.Refused(385, "gone"), new SendOutcome.Uncertain("no answer"));
        var refused = await desk.RunAsync();
        var doubted = await desk.RunAsync();
        Assert.Equal((0, 0), (refused.Failed, doubted.Doubtful));

        // A person settled it while the answer was on its way.
        desk.Submitting = async reply =>
        {
            await TakeOverAsync(desk, reply, person: true);
            Assert.True(await desk.Store.Replies.TryApplyAsync(ReplyLife.Confirm(await desk.ReplyAsync(reply.Id), "777", "person:ann", desk.Time.GetUtcNow()), Ct));
        };
        var settled = await desk.RunAsync();
        Assert.Equal((0, "777"), (settled.Confirmed, (await desk.ReplyAsync(3)).TweetId));
        Assert.Contains("399", settled.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ann", 1)]
    [InlineData(ReplyApproval.Auto, 0)]
    [InlineData(null, 0)]
    public async Task What_a_person_approved_does_not_expire_in_silence(string? approvedBy, int told)
    {
        await using var desk = await SendDesk.WithAsync(replies: 1);
        var reply = await desk.ReplyAsync(1);
        var waiting = reply with { ApprovedBy = approvedBy, State = approvedBy is null ? ReplyState.Drafted : ReplyState.Approved };
        var expired = ReplyLife.Expire(waiting, desk.Time.GetUtcNow());
        Assert.Equal(told, expired.Events.Count(entry => entry.Type == EventTypes.PostFailed));
        if (told == 0)
            return;
        desk.Time.Advance(TimeSpan.FromDays(3));
        await desk.RunAsync();
        Assert.Equal((ReplyState.Expired, 1), ((await desk.ReplyAsync(1)).State, await desk.CountAsync(EventTypes.PostFailed)));
    }

    private static Task Away(SendDesk desk)
    {
        desk.Store.Fault = new StoreUnavailableException("away");
        return Task.CompletedTask;
    }

    /// <summary>As a run that takes over after a crash does it.</summary>
    private static async Task TakeOverAsync(SendDesk desk, Reply reply, bool person)
    {
        Assert.True(await desk.Store.Replies.TryApplyAsync(ReplyLife.DoubtAfterCrash(await desk.ReplyAsync(reply.Id), desk.Time.GetUtcNow()), Ct));
        if (person)
            Assert.True(await desk.Store.Replies.TryApplyAsync(ReplyLife.AskPerson(await desk.ReplyAsync(reply.Id), "not seen", desk.Time.GetUtcNow()), Ct));
    }

    /// <summary>Seconds pass until the run has ended; the store is back after <paramref name="away"/>.</summary>
    private static async Task LiveAsync(SendDesk desk, Task run, TimeSpan away)
    {
        var back = desk.Time.GetUtcNow() + away;
        while (!run.IsCompleted)
        {
            desk.Time.Advance(TimeSpan.FromSeconds(1));
            if (desk.Time.GetUtcNow() >= back)
                desk.Store.Fault = null;
            await Task.Yield();
        }

        await run;
    }
}
