using System.Globalization;
using XBot.Core.Events;
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

    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(4);

    private readonly DoubtPatience _patience = new(store.Facts, site);

    public async Task RunAsync(RunTally run, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        foreach (var reply in await store.Replies.ListAsync(new ReplyQuery([ReplyState.Unknown], run.Account), ct))
        {
            // Those that are left come next time: many doubts must not hold a run beyond its deadline.
            if (time.GetElapsedTime(started) > Budget)
                break;
            if (await _patience.BeginAsync(reply.Id, time.GetUtcNow(), ct) is not { } looked)
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
                await _patience.ForgetAsync(reply.Id, at, ct);
                break;
            case Sighting.NotSeen or Sighting.CouldNotLook when looked >= site.ReconcilePatience:
                var why = sighting is Sighting.NotSeen missing ? $"not seen: {missing.Detail}" : $"could not look: {((Sighting.CouldNotLook)sighting).Reason}";
                if (await store.Replies.TryApplyAsync(ReplyLife.AskPerson(reply, why, at), ct))
                    run.Doubtful++;
                await _patience.ForgetAsync(reply.Id, at, ct);
                await FreezeAfterManyAsync(run, at, ct);
                break;
            default:
                run.Note("a reply in doubt was looked for and not seen yet");
                break;
        }
    }

    // What our own crash left says nothing about the site: a computer that loses its power three times a day must not need a person three times over.
    private async Task FreezeAfterManyAsync(RunTally run, DateTimeOffset at, CancellationToken ct)
    {
        var asked = await store.Events.ListAsync(new EventQuery([EventTypes.NeedsHuman], Limit: 1000, Since: at - TimeSpan.FromDays(1)), ct);
        var answers = asked.Where(entry => (bool?)entry.Data["after_crash"] != true).Select(entry => (string?)entry.Data["reply_id"]).ToHashSet();
        var open = await store.Replies.ListAsync(new ReplyQuery([ReplyState.NeedsHuman], run.Account), ct);
        if (open.Count(reply => answers.Contains(reply.Id.ToString(CultureInfo.InvariantCulture))) >= DoubtsThatFreeze)
            await freeze.FreezeAsync($"{DoubtsThatFreeze} replies within a day may or may not be on X", at, ct);
    }
}
