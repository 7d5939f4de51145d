using XBot.Core.Browsers;
using XBot.Core.Pipeline;
using XBot.Core.Replies;
using XBot.Core.Stores;

namespace XBot.Core.Reconciling;

/// <summary>
/// Takes over what a dead run left: SENDING was never clicked and is released, CLICKING may have been clicked and is in doubt, for ever out of
/// reach of a retry (incident 18).
/// </summary>
public sealed class RecoverStep(IRunnerStore store, IBrowserCheck browser, LeaseMaker leases, TimeProvider time)
{
    public async Task RunAsync(RunTally run, CancellationToken ct)
    {
        var left = await store.Replies.ListAsync(new ReplyQuery([ReplyState.Sending, ReplyState.Clicking], run.Account), ct);
        var ours = left.Where(IsAbandoned).ToList();
        if (ours.Count == 0)
            return;

        // A half-sent text in an old page could still be sent by a hand or a late script: no such page may live on.
        await browser.RenewPageAsync(ct);
        foreach (var reply in ours)
        {
            var at = time.GetUtcNow();
            var step = reply.State == ReplyState.Sending
                ? ReplyLife.Release(reply, "a run ended before the click", at)
                : ReplyLife.Doubt(reply, "a run ended after the click was allowed", at);
            if (await store.Replies.TryApplyAsync(step, ct) && step.To == ReplyState.Unknown)
                run.Doubtful++;
        }
    }

    // Only one process holds the profile, and a runner's replies are sent one after the other: a lease of ours that is here now has no holder.
    // Another runner's lease is left until it has run out.
    private bool IsAbandoned(Reply reply) => reply.Lease is not { } lease || leases.IsOurs(lease) || lease.Until <= time.GetUtcNow();
}
