using XBot.Core.Browsers;
using XBot.Core.Pipeline;
using XBot.Core.Replies;
using XBot.Core.Stores;

namespace XBot.Core.Reconciling;

/// <summary>
/// Takes over what a dead run left: SENDING was never clicked and is released, CLICKING may have been clicked and is in doubt, for ever out of
/// reach of a retry.
/// </summary>
public sealed class RecoverStep(IRunnerStore store, IBrowserCheck browser, TimeProvider time)
{
    public async Task RunAsync(RunTally run, CancellationToken ct)
    {
        // Only the account's owner comes here, one run at a time: whatever is on its way has no hand on it any more. An earlier owner, however late it
        // wakes, has neither a lease to commit a click with nor a page that lets one through.
        var left = await store.Replies.ListAsync(new ReplyQuery([ReplyState.Sending, ReplyState.Clicking], run.Account), ct);
        if (left.Count == 0)
            return;

        // A half-sent text in an old page could still be sent by a hand or a late script: no such page may live on.
        await browser.RenewPageAsync(ct);
        foreach (var reply in left)
        {
            var at = time.GetUtcNow();
            var step = reply.State == ReplyState.Sending
                ? ReplyLife.Release(reply, "a run ended before the click", at)
                : ReplyLife.DoubtAfterCrash(reply, at);
            if (await store.Replies.TryApplyAsync(step, ct) && step.To == ReplyState.Unknown)
                run.Doubtful++;
        }
    }
}
