using Microsoft.Extensions.Logging;
using XBot.Core.Browsers;
using XBot.Core.Drift;
using XBot.Core.Fleet;
using XBot.Core.Pipeline;
using XBot.Core.Reconciling;
using XBot.Core.Replies;
using XBot.Core.Sessions;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.Core.Posting;

/// <summary>
/// Sends at most one reply a run, so that between two replies the loop always asks for pause, browser and session again:
/// claim → prepare → gate → commit CLICKING → click → outcome. After the commit nothing here ever says "not sent" but X itself.
/// </summary>
public sealed partial class SendStep(
    Site site, IRunnerStore store, PostingGate gate, PostingFreeze freeze, DriftWatch drift, IClickMark mark, IReplyComposer composer, AccountOwnership ownership,
    LeaseMaker leases, TimeProvider time, ILogger<SendStep> log)
{
    private static readonly TimeSpan AbandonDeadline = TimeSpan.FromSeconds(30);

    private readonly FailedPreparations _failed = new(time);
    private readonly Verdicts _verdicts = new(store.Replies, freeze, time);
    private readonly Outcomes _outcomes = new(site, store, freeze, time);

    public async Task RunAsync(RunTally run, CancellationToken ct)
    {
        if (await gate.AskAsync(run.Account, ct) is GateVerdict.NotNow closed)
        {
            run.Note(closed.Reason);
            return;
        }

        // Harvesting may have taken longer than a lease.
        if (await ownership.AskAsync(run.Account, ct) is { } owner)
        {
            run.Note($"the account belongs to runner {owner.RunnerId} now");
            return;
        }

        if (await ClaimAsync(run.Account, ct) is not { } reply)
            return;
        try
        {
            await PrepareAsync(reply, run, ct);
        }
        catch (Exception e)
        {
            LogBroken(log, reply.Id, e.Message);
            await LetGoAsync(reply);
            throw;
        }
    }

    // One page that the site does not serve must not hold up the others.
    private async Task<Reply?> ClaimAsync(AccountKey account, CancellationToken ct)
    {
        if (await TakeAsync() is { } reply)
            return reply;
        return _failed.BeginRound() ? await TakeAsync() : null;

        Task<Reply?> TakeAsync() => store.Replies.ClaimAsync(account, leases.Next(), time.GetUtcNow(), _failed.HadTheirTurn, ct);
    }

    private async Task PrepareAsync(Reply reply, RunTally run, CancellationToken ct)
    {
        if (!await _verdicts.LetThroughAsync(reply, await gate.AskAsync(reply, ct), run))
            return;
        var prepared = await OpenAsync(reply, run, ct);
        await NoteDriftAsync(prepared, ct);
        if (prepared is Preparation.Ready or Preparation.TargetRefused)
            _failed.WasServed(reply.Id);
        switch (prepared)
        {
            case Preparation.Ready ready:
                await ClickAsync(reply, ready, run, ct);
                return;
            case Preparation.TargetRefused refused:
                run.Failed++;
                run.Note($"@{reply.TargetAuthor}: {refused.Reason}");
                await ApplyAsync(ReplyLife.GiveUp(reply, refused.Reason, time.GetUtcNow()));
                return;
            case Preparation.SessionLost lost:
                run.Problem(PipelineOutcome.SessionLost, lost.Reason);
                if (PostingFreeze.NeedsPerson(lost.State))
                    await freeze.FreezeAsync($"the site shows {lost.State.Name()}: {lost.Reason}", time.GetUtcNow(), CancellationToken.None);
                await ApplyAsync(ReplyLife.Release(reply, lost.Reason, time.GetUtcNow()));
                return;
            case Preparation.NotReady notReady:
                await TryLaterAsync(reply, notReady, run);
                break;
        }

        await AbandonAsync();
    }

    /// <summary>A page that takes the browser down with it waits behind the others like any that does not open, and is given up like one.</summary>
    private async Task<Preparation> OpenAsync(Reply reply, RunTally run, CancellationToken ct)
    {
        try
        {
            return await composer.PrepareAsync(reply, ct);
        }
        catch (BrowserLostException e)
        {
            await GaveUpAsync(reply, e.Message, siteAway: true, run);
            throw;
        }
    }

    // The box first, as it needs no store: what stands in it may be sent by a hand at any moment.
    private async Task LetGoAsync(Reply reply)
    {
        try
        {
            await AbandonAsync();
        }
        finally
        {
            try
            {
                // Still SENDING: nothing was clicked. Once CLICKING is committed this finds the row moved on and changes nothing.
                await ApplyAsync(ReplyLife.Release(reply, "interrupted before the click", time.GetUtcNow()));
            }
            catch (Exception e) when (e is StoreUnavailableException or StoreRefusedException)
            {
                // It stays SENDING: the next run that has a store releases it.
                LogBroken(log, reply.Id, e.Message);
            }
        }
    }

    // What stands in the box must not stay there for a hand to send, however the run ended: its reply may be tried again.
    private async Task AbandonAsync()
    {
        using var enough = new CancellationTokenSource(AbandonDeadline, time);
        try
        {
            await composer.AbandonAsync(enough.Token);
        }
        catch (Exception e) when (e is BrowserLostException or OperationCanceledException)
        {
            // A browser that is gone took the text with it; a page that hangs is replaced by the next look, or at the next start.
        }
    }

    // Each target's page is loaded afresh.
    private async Task NoteDriftAsync(Preparation prepared, CancellationToken ct)
    {
        if (prepared is Preparation.NotReady { Drift: { } sign })
            await drift.NoteAsync(new DriftLook("reply", [sign], Fresh: true, Conclusive: false), ct);
        else if (prepared is Preparation.Ready)
            await drift.NoteAsync(new DriftLook("reply", [], Fresh: true, Conclusive: true), ct);
    }

    private async Task ClickAsync(Reply reply, Preparation.Ready ready, RunTally run, CancellationToken ct)
    {
        // The permit ends with the lease on the account: it should not be half over.
        await ownership.AskAsync(reply.Account, ct);
        var (verdict, permit) = await gate.PermitAsync(reply, ready, ct);
        if (permit is null)
        {
            await _verdicts.LetThroughAsync(reply, verdict, run);
            await AbandonAsync();
            return;
        }

        ct.ThrowIfCancellationRequested();
        if (!await mark.IsKnownAsync(store, ct))
        {
            await OpenGapAsync(reply, run);
            return;
        }

        var commit = ReplyLife.CommitClick(reply, permit.AccountToken, time.GetUtcNow());
        var clicking = reply with { State = ReplyState.Clicking, ClickedAt = commit.At };
        // A disk without room is met here, where nothing is committed yet, and not between the commit and the click.
        mark.Ready(clicking);
        if (!await store.Replies.TryApplyAsync(commit, CancellationToken.None))
        {
            run.Note("the reply, or its account, was taken over before the click");
            await AbandonAsync();
            return;
        }

        // From here on a stop waits for the answer: the composer's own deadlines bound it.
        var outcome = await SubmitAsync(clicking, permit);
        await _outcomes.TakeAsync(clicking, outcome, run);
        if (outcome is SendOutcome.Refused)
            await AbandonAsync();
    }

    // Under a running daemon too a store may be put back to an older state: by a restore, or by a replica that takes over.
    private async Task OpenGapAsync(Reply reply, RunTally run)
    {
        const string Why = "the store does not know of the profile's last click";
        var at = time.GetUtcNow();
        await new StoreGap(store.Facts).OpenAsync(Why, at, CancellationToken.None);
        mark.Forget();
        run.Problem(PipelineOutcome.Failed, Why);
        await ApplyAsync(ReplyLife.Release(reply, Why, at));
        await AbandonAsync();
    }

    private async Task<SendOutcome> SubmitAsync(Reply reply, ClickPermit permit)
    {
        try
        {
            // Outside the store too: one that was restored from before this click must not send it again.
            mark.Note();
            return await composer.SubmitAsync(reply, permit, CancellationToken.None);
        }
#pragma warning disable CA1031 // Whatever broke, the click may have happened: that is doubt, not failure.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new SendOutcome.Uncertain(e.Message);
        }
    }

    private async Task TryLaterAsync(Reply reply, Preparation.NotReady why, RunTally run)
    {
        if (!await GaveUpAsync(reply, why.Reason, why.SiteAway, run))
            await ApplyAsync(ReplyLife.Release(reply, why.Reason, time.GetUtcNow()));
        run.Problem(PipelineOutcome.Failed, $"@{reply.TargetAuthor}: {why.Reason}");
    }

    /// <summary>Counts a try that came to nothing, and gives the reply up when there were enough of them.</summary>
    private async Task<bool> GaveUpAsync(Reply reply, string reason, bool siteAway, RunTally run)
    {
        if (_failed.Add(reply.Id, siteAway) is not { } tries)
            return false;
        run.Failed++;
        await ApplyAsync(ReplyLife.GiveUp(reply, $"{reason} ({tries} tries)", time.GetUtcNow()));
        return true;
    }

    // A stop must not tear a record from what it records.
    private Task<bool> ApplyAsync(ReplyTransition step) => store.Replies.TryApplyAsync(step, CancellationToken.None);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sending reply {ReplyId} was interrupted: {Reason}")]
    private static partial void LogBroken(ILogger log, long replyId, string reason);
}
