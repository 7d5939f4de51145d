using XBot.Core.Pipeline;
using XBot.Core.Stores;

namespace XBot.Core.Replies;

/// <summary>Ends what ran out of time, and puts back in the queue what was not sent and is still fresh.</summary>
public sealed class ExpireStep(IRunnerStore store, TimeProvider time)
{
    public async Task RunAsync(RunTally run, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        foreach (var reply in await store.Replies.ListAsync(new ReplyQuery([ReplyState.Drafted, ReplyState.Approved, ReplyState.NotSent], run.Account), ct))
        {
            if (reply.ExpiresAt <= now)
                await store.Replies.TryApplyAsync(ReplyLife.Expire(reply, now), ct);
            else if (reply.State == ReplyState.NotSent)
                await store.Replies.TryApplyAsync(ReplyLife.Requeue(reply, now), ct);
        }
    }
}
