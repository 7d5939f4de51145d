using Microsoft.Extensions.Logging;
using XBot.Core.Pipeline;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.Core.Posting;

/// <summary>
/// Sends at most one reply a run, so that between two replies the loop always asks for pause, browser and session again:
/// claim → prepare → gate → commit CLICKING → click → outcome. After the commit nothing here ever says "not sent" but X itself.
/// </summary>
public sealed partial class SendStep(
    Site site, IRunnerStore store, PostingGate gate, PostingFreeze freeze, PostingHold hold, IReplyComposer composer, LeaseMaker leases, TimeProvider time, ILogger<SendStep> log)
{
    // A reply that could not be prepared that often has a page that we do not understand.
    private const int Attempts = 3;

    private readonly Dictionary<long, int> _attempts = [];

    public async Task RunAsync(RunTally run, CancellationToken ct)
    {
        if (await gate.AskAsync(run.Account, ct) is GateVerdict.NotNow closed)
        {
            run.Note(closed.Reason);
            return;
        }

        if (await store.Replies.ClaimAsync(run.Account, leases.Next(), time.GetUtcNow(), ct) is not { } reply)
            return;
        try
        {
            await PrepareAsync(reply, run, ct);
        }
        catch (Exception e) when (e is not StoreUnavailableException and not StoreRefusedException)
        {
            // Still SENDING: nothing was clicked. Once CLICKING is committed this finds the row moved on and changes nothing.
            LogBroken(log, reply.Id, e.Message);
            await store.Replies.TryApplyAsync(ReplyLife.Release(reply, "interrupted before the click", time.GetUtcNow()), CancellationToken.None);
            throw;
        }
    }

    private async Task PrepareAsync(Reply reply, RunTally run, CancellationToken ct)
    {
        if (!await LetThroughAsync(reply, await gate.AskAsync(reply, ct), run))
            return;
        switch (await composer.PrepareAsync(reply, ct))
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
                await ApplyAsync(ReplyLife.Release(reply, lost.Reason, time.GetUtcNow()));
                return;
            case Preparation.NotReady notReady:
                await TryLaterAsync(reply, notReady.Reason, run);
                break;
        }

        await composer.AbandonAsync(ct);
    }

    private async Task ClickAsync(Reply reply, Preparation.Ready ready, RunTally run, CancellationToken ct)
    {
        var (verdict, permit) = await gate.PermitAsync(reply, ready, ct);
        if (permit is null)
        {
            await LetThroughAsync(reply, verdict, run);
            await composer.AbandonAsync(ct);
            return;
        }

        ct.ThrowIfCancellationRequested();
        var commit = ReplyLife.CommitClick(reply, time.GetUtcNow());
        if (!await store.Replies.TryApplyAsync(commit, CancellationToken.None))
        {
            run.Note("the reply was taken over before the click");
            await composer.AbandonAsync(ct);
            return;
        }

        // From here on a stop waits for the answer: the composer's own deadlines bound it.
        var clicking = reply with { State = ReplyState.Clicking, ClickedAt = commit.At };
        await RecordAsync(clicking, await SubmitAsync(clicking, permit), run);
    }

    private async Task<SendOutcome> SubmitAsync(Reply reply, ClickPermit permit)
    {
        try
        {
            return await composer.SubmitAsync(reply, permit, CancellationToken.None);
        }
#pragma warning disable CA1031 // Whatever broke, the click may have happened: that is doubt, not failure (incident 16).
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new SendOutcome.Uncertain(e.Message);
        }
    }

    private async Task RecordAsync(Reply reply, SendOutcome outcome, RunTally run)
    {
        var at = time.GetUtcNow();
        switch (outcome)
        {
            case SendOutcome.Accepted accepted:
                run.Confirmed++;
                await ApplyAsync(ReplyLife.Confirm(reply, accepted.TweetId, "create_tweet_response", at));
                break;
            case SendOutcome.Refused refused:
                await RefuseAsync(reply, refused, run, at);
                break;
            case SendOutcome.Uncertain uncertain:
                run.Doubtful++;
                run.Note(uncertain.Reason);
                await ApplyAsync(ReplyLife.Doubt(reply, uncertain.Reason, at));
                break;
        }

        _attempts.Remove(reply.Id);
    }

    private async Task RefuseAsync(Reply reply, SendOutcome.Refused refused, RunTally run, DateTimeOffset at)
    {
        var consequence = RefusalPolicy.For(refused.Code);
        var why = $"X refused with code {refused.Code}: {refused.Message}";
        if (consequence.Fate == RefusalFate.Doubt)
        {
            run.Doubtful++;
            await ApplyAsync(ReplyLife.Doubt(reply, why, at));
        }
        else
        {
            run.Failed++;
            await ApplyAsync(ReplyLife.Refuse(reply, refused.Code, refused.Message, consequence.Fate == RefusalFate.Retry, at));
        }

        if (consequence.Freeze)
            await freeze.FreezeAsync(why, at, CancellationToken.None);
        if (consequence.Rest is { } rest)
            await hold.HoldAsync(why, site.RestAfter(rest), at, CancellationToken.None);
        if (consequence.SessionLost)
            run.Problem(PipelineOutcome.SessionLost, why);
        else if (consequence.Fate == RefusalFate.Retry)
            run.Problem(PipelineOutcome.Failed, why);
        else
            run.Note(why);
    }

    private async Task<bool> LetThroughAsync(Reply reply, GateVerdict verdict, RunTally run)
    {
        var at = time.GetUtcNow();
        switch (verdict)
        {
            case GateVerdict.NotNow later:
                run.Note($"@{reply.TargetAuthor}: {later.Reason}");
                await ApplyAsync(ReplyLife.Release(reply, later.Reason, at));
                return false;
            case GateVerdict.Never never:
                run.Note($"@{reply.TargetAuthor}: {never.Reason}");
                await ApplyAsync(ReplyLife.GiveUp(reply, never.Reason, at));
                return false;
            case GateVerdict.Freeze wrong:
                run.Problem(PipelineOutcome.SessionLost, wrong.Reason);
                await ApplyAsync(ReplyLife.Release(reply, wrong.Reason, at));
                await freeze.FreezeAsync(wrong.Reason, at, CancellationToken.None);
                return false;
            default:
                return true;
        }
    }

    private async Task TryLaterAsync(Reply reply, string reason, RunTally run)
    {
        var attempts = _attempts[reply.Id] = _attempts.GetValueOrDefault(reply.Id) + 1;
        var why = $"@{reply.TargetAuthor}: {reason}";
        if (attempts >= Attempts)
        {
            run.Failed++;
            _attempts.Remove(reply.Id);
            await ApplyAsync(ReplyLife.GiveUp(reply, $"{reason} ({attempts} tries)", time.GetUtcNow()));
        }
        else
        {
            await ApplyAsync(ReplyLife.Release(reply, reason, time.GetUtcNow()));
        }

        run.Problem(PipelineOutcome.Failed, why);
    }

    // A stop must not tear a record from what it records.
    private Task<bool> ApplyAsync(ReplyTransition step) => store.Replies.TryApplyAsync(step, CancellationToken.None);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sending reply {ReplyId} was interrupted: {Reason}")]
    private static partial void LogBroken(ILogger log, long replyId, string reason);
}
