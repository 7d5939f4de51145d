using XBot.Core.Pipeline;
using XBot.Core.Posting;
using XBot.Core.Posts;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.Core.Reconciling;

/// <summary>
/// Closes a <see cref="StoreGap"/>: reads our recent replies from the site and records each as CONFIRMED, so that no target gets a second one.
/// Read twice, with reconciliation's patience between, since a reply may be shown late.
/// </summary>
public sealed class CatchUpStep(IRunnerStore store, IOwnReplies own, RunnerSettings settings, TimeProvider time)
{
    // What may still become of a row that an older copy holds. A doubt is reconciliation's, and what is over never goes out again.
    private static readonly ReplyState[] MayStillGoOut = [ReplyState.Drafted, ReplyState.Approved, ReplyState.NotSent];

    // A cooldown may be set to months: nobody's profile is read back that far for its sake.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private readonly StoreGap _gap = new(store.Facts);

    /// <returns>Whether the store knows all that was posted: otherwise nothing may be begun.</returns>
    public async Task<bool> RunAsync(RunTally run, CancellationToken ct)
    {
        if (await _gap.ReadAsync(ct) is not { } gap)
            return true;
        var now = time.GetUtcNow();
        if (gap.ReadAt is { } first && first <= now && now - first < settings.Site.ReconcilePatience)
        {
            run.Note("our recent replies are read from X once more before anything is posted");
            return false;
        }

        switch (await own.ReadAsync(run.Account, run.Handle, now - Horizon(), ct))
        {
            case OwnReplies.Read read:
                var recorded = await RecordAsync(read.Replies, run, ct);
                if (gap.ReadAt is not null)
                {
                    await _gap.CloseAsync(recorded, time.GetUtcNow(), ct);
                    return true;
                }

                await _gap.NoteReadAsync(gap, time.GetUtcNow(), ct);
                run.Note($"{recorded} of our recent replies on X were not known here");
                return false;
            case OwnReplies.CouldNotRead trouble:
                run.Problem(PipelineOutcome.Failed, $"our recent replies could not be read from X: {trouble.Reason}");
                return false;
            default:
                return false;
        }
    }

    // Whatever may still be answered was posted since then, and its answer later still; the caps look back as well.
    private TimeSpan Horizon()
    {
        var (caps, targets) = (ReplyCaps.Of(settings).Window, settings.MaxPostAge + settings.DraftExpiry);
        var looked = caps < Longest ? caps : Longest;
        return looked > targets ? looked : targets;
    }

    private async Task<int> RecordAsync(IReadOnlyList<SeenReply> seen, RunTally run, CancellationToken ct)
    {
        var open = (await store.Replies.ListAsync(new ReplyQuery(MayStillGoOut, run.Account, 100_000), ct)).ToDictionary(reply => reply.TargetId);
        var recorded = 0;
        foreach (var one in seen.OrderBy(reply => reply.At))
        {
            // Two replies of ours to one target: the first is the one that counts.
            if ((open.Remove(one.TargetId, out var known) ? known : await AddAsync(one, run.Account, ct)) is not { } reply)
                continue;
            if (await store.Replies.TryApplyAsync(ReplyLife.Found(reply, one.TweetId, one.Text, one.At), ct))
                recorded++;
        }

        run.Confirmed += recorded;
        return recorded;
    }

    /// <summary>Null when the store has a reply to that target. A draft that a crash leaves behind here goes nowhere and is found again.</summary>
    private Task<Reply?> AddAsync(SeenReply seen, AccountKey account, CancellationToken ct)
    {
        var target = new Post
        {
            Id = seen.TargetId,
            AuthorHandle = seen.TargetAuthor,
            AuthorName = seen.TargetAuthor,
            PostedAt = Snowflake.TimeOf(seen.TargetId) ?? seen.At,
            Text = seen.TargetText,
            TextSource = TextSource.Network,
            Permalink = $"https://x.com/{seen.TargetAuthor}/status/{seen.TargetId}",
        };
        return store.Replies.AddAsync(new NewReply(account, target, seen.Text, 0, "found on X", seen.At, seen.At), ct);
    }
}
