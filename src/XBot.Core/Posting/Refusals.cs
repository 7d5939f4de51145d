using XBot.Core.Pipeline;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.Core.Posting;

/// <summary>Carries out what <see cref="RefusalPolicy"/> says of X's refusal of our own request.</summary>
internal sealed class Refusals(Site site, IRunnerStore store, PostingFreeze freeze, OutcomeBook book)
{
    public async Task TakeAsync(Reply reply, SendOutcome.Refused refused, RunTally run, DateTimeOffset at)
    {
        var consequence = RefusalPolicy.For(refused.Code);
        var why = $"X refused with code {refused.Code}: {refused.Message}";
        // Before the row moves on: killed between the two, the reply stays in doubt and posting stays shut.
        if (consequence.Freeze)
            await book.WriteAsync(() => freeze.FreezeAsync(why, at, CancellationToken.None));
        if (consequence.Rest is { } rest)
            await book.WriteAsync(() => new PostingHold(store.FactsOf(reply.Account)).HoldAsync(why, site.RestAfter(rest), at, CancellationToken.None));
        await MoveAsync(reply, refused, consequence.Fate, why, run, at);
        if (consequence.SessionLost)
            run.Problem(PipelineOutcome.SessionLost, why);
        else if (consequence.Fate == RefusalFate.Retry)
            run.Problem(PipelineOutcome.Failed, why);
        else
            run.Note(why);
    }

    private async Task MoveAsync(Reply reply, SendOutcome.Refused refused, RefusalFate fate, string why, RunTally run, DateTimeOffset at)
    {
        var step = fate == RefusalFate.Doubt ? ReplyLife.Doubt(reply, why, at) : ReplyLife.Refuse(reply, refused.Code, refused.Message, fate == RefusalFate.Retry, at);
        if (!await book.WriteAsync(step))
            return;
        if (fate == RefusalFate.Doubt)
            run.Doubtful++;
        else
            run.Failed++;
    }
}
