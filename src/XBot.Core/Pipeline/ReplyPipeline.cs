using XBot.Core.Drafting;
using XBot.Core.Harvesting;
using XBot.Core.Posting;
using XBot.Core.Reconciling;
using XBot.Core.Replies;
using XBot.Core.Sessions;
using XBot.Core.Settings;

namespace XBot.Core.Pipeline;

/// <summary>The pipeline, step by step. Each step stands alone: it takes its work from the store and leaves it there.</summary>
public sealed class ReplyPipeline(
    Site site, RecoverStep recover, CatchUpStep catchUp, ReconcileStep reconcile, ExpireStep expire, HarvestStep harvest, DraftStep draft, SendStep send) : IReplyPipeline
{
    public async Task<PipelineReport> RunAsync(SessionReport session, Action<string> begins, CancellationToken ct)
    {
        var account = new AccountKey(site.Origin, session.AccountId ?? throw new ArgumentException("An OK session names its account.", nameof(session)));
        var run = new RunTally(account, session.Handle);

        await recover.RunAsync(run, ct);
        begins("catch-up");
        var knowsAll = await catchUp.RunAsync(run, ct);
        begins("reconcile");
        await reconcile.RunAsync(run, ct);
        if (!knowsAll)
            return run.Report();
        await expire.RunAsync(run, ct);
        begins("harvest");
        await harvest.RunAsync(run, ct);
        begins("draft");
        await draft.RunAsync(run, ct);
        if (run.Outcome == PipelineOutcome.Completed)
        {
            begins("send");
            await send.RunAsync(run, ct);
        }

        return run.Report();
    }
}
