using XBot.Core.Pipeline;
using XBot.Core.Replies;

namespace XBot.Core.Posting;

/// <summary>Carries out what the gate says of one reply that was claimed.</summary>
internal sealed class Verdicts(IReplyStore replies, PostingFreeze freeze, TimeProvider time)
{
    /// <returns>Whether it may go on; if not, the reply is back in the queue or at its end.</returns>
    public async Task<bool> LetThroughAsync(Reply reply, GateVerdict verdict, RunTally run)
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
                await freeze.FreezeAsync(wrong.Reason, at, CancellationToken.None, FreezeScope.Runner);
                await ApplyAsync(ReplyLife.Release(reply, wrong.Reason, at));
                return false;
            default:
                return true;
        }
    }

    // A stop must not tear a record from what it records.
    private Task<bool> ApplyAsync(ReplyTransition step) => replies.TryApplyAsync(step, CancellationToken.None);
}
