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

    // Patience counts looking, not waiting: a machine that was off for a night has not looked yet.
    private readonly Dictionary<long, Looks> _looks = [];

    public async Task RunAsync(RunTally run, CancellationToken ct)
    {
        foreach (var reply in await store.Replies.ListAsync(new ReplyQuery([ReplyState.Unknown], run.Account), ct))
        {
            var now = time.GetUtcNow();
            var looks = _looks.TryGetValue(reply.Id, out var before) ? before : new Looks(now, DateTimeOffset.MinValue);
            if (now - looks.Last < site.LookInterval)
                continue;
            _looks[reply.Id] = looks with { Last = now };
            var sighting = await witness.LookAsync(reply, ct);
            await SettleAsync(reply, sighting, time.GetUtcNow() - looks.First, run, ct);
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
                _looks.Remove(reply.Id);
                break;
            case Sighting.NotSeen or Sighting.CouldNotLook when looked >= site.ReconcilePatience:
                var why = sighting is Sighting.NotSeen missing ? $"not seen: {missing.Detail}" : $"could not look: {((Sighting.CouldNotLook)sighting).Reason}";
                if (await store.Replies.TryApplyAsync(ReplyLife.AskPerson(reply, why, at), ct))
                    run.Doubtful++;
                _looks.Remove(reply.Id);
                await FreezeAfterManyAsync(run, at, ct);
                break;
            default:
                run.Note("a reply in doubt was looked for and not seen yet");
                break;
        }
    }

    private async Task FreezeAfterManyAsync(RunTally run, DateTimeOffset at, CancellationToken ct)
    {
        var open = await store.Replies.ListAsync(new ReplyQuery([ReplyState.NeedsHuman], run.Account), ct);
        if (open.Count(reply => at - reply.UpdatedAt < TimeSpan.FromDays(1)) >= DoubtsThatFreeze)
            await freeze.FreezeAsync($"{DoubtsThatFreeze} replies within a day may or may not be on X", at, ct);
    }

    private sealed record Looks(DateTimeOffset First, DateTimeOffset Last);
}
