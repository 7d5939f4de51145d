using XBot.Core.Pipeline;
using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.Core.Reconciling;

/// <summary>
/// Looks for replies in doubt, until they are seen or patience is spent; then a person decides. Absence is never proof: a reply may be late or hidden.
/// </summary>
public sealed class ReconcileStep(IRunnerStore store, IReplyWitness witness, PostingFreeze freeze, Site site, TimeProvider time)
{
    private const int DoubtsThatFreeze = 3;

    // Two hours on the real site.
    private const int BlindPatience = 8;

    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(4);

    public async Task RunAsync(RunTally run, CancellationToken ct)
    {
        var (started, patience) = (time.GetTimestamp(), Patience(run.Account));
        foreach (var reply in await store.Replies.ListAsync(new ReplyQuery([ReplyState.Unknown], run.Account), ct))
        {
            // Those that are left come next time: many doubts must not hold a run beyond its deadline.
            if (time.GetElapsedTime(started) > Budget)
                break;
            if (await patience.BeginAsync(reply.Id, time.GetUtcNow(), ct) is not { } looked)
                continue;
            var began = time.GetTimestamp();
            var sighting = await witness.LookAsync(reply, ct);
            await SettleAsync(reply, sighting, looked + time.GetElapsedTime(began), run, ct);
        }
    }

    private async Task SettleAsync(Reply reply, Sighting sighting, TimeSpan looked, RunTally run, CancellationToken ct)
    {
        var at = time.GetUtcNow();
        switch (sighting)
        {
            case Sighting.Seen seen:
                if (await store.Replies.TryApplyAsync(ReplyLife.Confirm(reply, seen.TweetId, seen.Where, at), ct))
                    run.Confirmed++;
                await Patience(run.Account).ForgetAsync(reply.Id, at, ct);
                break;
            case Sighting.NotSeen missing when looked >= site.ReconcilePatience:
                await AskPersonAsync(reply, $"not seen: {missing.Detail}", run, at);
                break;
            // A site that is away for a while is no look: a person is asked when it stays away for long.
            case Sighting.CouldNotLook trouble when looked >= site.ReconcilePatience * BlindPatience:
                await AskPersonAsync(reply, $"could not look: {trouble.Reason}", run, at);
                break;
            default:
                run.Note("a reply in doubt was looked for and not seen yet");
                break;
        }
    }

    // A stop must not come between the freeze and what it counts.
    private async Task AskPersonAsync(Reply reply, string why, RunTally run, DateTimeOffset at)
    {
        // Before the row moves on: killed between the two, the reply stays in doubt and posting stays shut.
        await FreezeAfterManyAsync(reply, at);
        if (await store.Replies.TryApplyAsync(ReplyLife.AskPerson(reply, why, at), CancellationToken.None))
            run.Doubtful++;
        await Patience(run.Account).ForgetAsync(reply.Id, at, CancellationToken.None);
    }

    // What our own crash left says nothing about the site: a computer that loses its power three times a day must not need a person three times over.
    // What a person settled is no question any more. All of the account's count, whichever runner asked.
    private async Task FreezeAfterManyAsync(Reply reply, DateTimeOffset at)
    {
        if (ReplyLife.WasLeftByCrash(reply))
            return;
        var open = await store.Replies.ListAsync(new ReplyQuery([ReplyState.NeedsHuman], reply.Account, 100_000), CancellationToken.None);
        var others = open.Count(other => other.Id != reply.Id && at - other.UpdatedAt < TimeSpan.FromDays(1) && !ReplyLife.WasLeftByCrash(other));
        if (others + 1 >= DoubtsThatFreeze)
            await freeze.FreezeAsync($"{DoubtsThatFreeze} replies within a day may or may not be on X", at, CancellationToken.None);
    }

    // The account's: whoever takes over goes on with what is left of it.
    private DoubtPatience Patience(AccountKey account) => new(store.FactsOf(account), site);
}
