using XBot.Core.Pipeline;
using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.Core.Drafting;

/// <summary>Writes drafts for the best candidates. A draft enters the store complete, in one step (incident 29); in auto mode it is approved at once.</summary>
public sealed class DraftStep(RunnerSettings settings, IRunnerStore store, IReplyWriter writer, TimeProvider time)
{
    // Auto: no more than what goes out soon, so that drafts stay fresh. Approve: a page full for the person.
    private const int OpenInAuto = 3;
    private const int OpenForPerson = 20;

    public async Task RunAsync(RunTally run, CancellationToken ct)
    {
        var open = await store.Replies.ListAsync(new ReplyQuery([ReplyState.Drafted, ReplyState.Approved], run.Account), ct);
        run.Waiting = open.Count(reply => reply.State == ReplyState.Drafted);
        var wanted = (settings.ReplyMode == ReplyMode.Auto ? OpenInAuto : OpenForPerson) - open.Count;
        if (wanted <= 0)
            return;

        var authors = open.Select(reply => OptOut.KeyOf(reply.TargetAuthor)).ToHashSet();
        foreach (var candidate in await store.Candidates.OpenAsync(run.Account, time.GetUtcNow() - settings.MaxPostAge, OpenForPerson * 3, ct))
        {
            if (wanted == 0)
                break;
            if (!await IsStillWantedAsync(candidate, run.Account, ct) || !authors.Add(OptOut.KeyOf(candidate.Post.AuthorHandle)))
                continue;
            if (await WriteAsync(candidate, run, ct))
                wanted--;
        }
    }

    private async Task<bool> WriteAsync(Candidate candidate, RunTally run, CancellationToken ct)
    {
        var written = await writer.WriteAsync(candidate.Post, ct);
        if (written.Text is not { } text || ReplyText.Problem(text, settings, []) is not null)
            return false;
        var now = time.GetUtcNow();
        var draft = new NewReply(run.Account, candidate.Post, text, candidate.Score, candidate.ScoreReason, now + settings.DraftExpiry, now);
        if (await store.Replies.AddAsync(draft, ct) is not { } reply)
            return false;
        run.Drafted++;
        if (settings.ReplyMode == ReplyMode.Auto)
            await store.Replies.TryApplyAsync(ReplyLife.Approve(reply, ReplyApproval.Auto, now), ct);
        else
            run.Waiting++;
        return true;
    }

    // The verdict may be of an earlier run: what time and our own replies change since is asked again.
    private async Task<bool> IsStillWantedAsync(Candidate candidate, AccountKey account, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (now - candidate.Post.PostedAt > settings.MaxPostAge)
            return false;
        var sent = await store.Replies.SentSinceAsync(account, now - settings.AuthorCooldown, ct);
        return !sent.Any(reply => OptOut.KeyOf(reply.TargetAuthor) == OptOut.KeyOf(candidate.Post.AuthorHandle));
    }
}
