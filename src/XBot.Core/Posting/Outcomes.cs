using XBot.Core.Pipeline;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.Core.Posting;

/// <summary>Carries out what a click's outcome means for the reply, and counts what was really written.</summary>
internal sealed class Outcomes(Site site, IRunnerStore store, PostingFreeze freeze, TimeProvider time)
{
    private readonly OutcomeBook _book = new(store.Replies, time);

    public async Task TakeAsync(Reply reply, SendOutcome outcome, RunTally run)
    {
        var at = time.GetUtcNow();
        switch (outcome)
        {
            case SendOutcome.Accepted accepted:
                if (await _book.ConfirmAsync(reply, accepted.TweetId, "create_tweet_response", at))
                    run.Confirmed++;
                else
                    run.Note($"the reply to @{reply.TargetAuthor} is on X as {accepted.TweetId}, and its row had moved on");
                break;
            case SendOutcome.Refused refused:
                await new Refusals(site, store, freeze, _book).TakeAsync(reply, refused, run, at);
                break;
            case SendOutcome.Uncertain uncertain:
                run.Note(uncertain.Reason);
                if (await _book.WriteAsync(ReplyLife.Doubt(reply, uncertain.Reason, at)))
                    run.Doubtful++;
                break;
        }
    }
}
