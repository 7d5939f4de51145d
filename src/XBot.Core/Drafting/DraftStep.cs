using System.Text.Json.Nodes;
using XBot.Core.Events;
using XBot.Core.Pipeline;
using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.Core.Drafting;

/// <summary>
/// Writes drafts for the best candidates. A draft enters the store complete, in one step, in auto mode approved. A writer that fails
/// is told of and left alone; no other step waits for it.
/// </summary>
public sealed class DraftStep(RunnerSettings settings, IRunnerStore store, IReplyWriter writer, TimeProvider time)
{
    // Auto: no more than what goes out soon, so that drafts stay fresh. Approve: a page full for the person.
    private const int OpenInAuto = 3;
    private const int OpenForPerson = 20;

    // A slow writer must not keep what is approved from going out: the rest is written in the next run.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly WantedPosts _wanted = new(settings, store, time);
    private readonly WriterRest _rest = new(settings, writer, store.Events, time);

    // Asked once: a post that made the writer decline, or write what must not go out, would do so again and again, and each answer costs.
    private readonly HashSet<string> _declined = new(StringComparer.Ordinal);

    public async Task RunAsync(RunTally run, CancellationToken ct)
    {
        var open = await store.Replies.ListAsync(new ReplyQuery([ReplyState.Drafted, ReplyState.Approved], run.Account), ct);
        run.Waiting = open.Count(reply => reply.State == ReplyState.Drafted);
        var wanted = (settings.ReplyMode == ReplyMode.Auto ? OpenInAuto : OpenForPerson) - open.Count;
        if (wanted <= 0)
            return;
        if (_rest.Holds() is { } resting)
        {
            run.Note(resting);
            return;
        }

        var authors = open.Select(reply => OptOut.KeyOf(reply.TargetAuthor)).ToHashSet();
        var said = new List<string>(open.Select(reply => reply.Text));
        said.AddRange(await RecentTexts.ReadAsync(store.Replies, settings, run.Account, null, time.GetUtcNow(), ct));
        var began = time.GetTimestamp();
        foreach (var candidate in await _wanted.ListAsync(run.Account, OpenForPerson * 3, ct))
        {
            if (wanted == 0 || time.GetElapsedTime(began) >= Longest)
                break;
            if (_declined.Contains(candidate.Post.Id) || authors.Contains(OptOut.KeyOf(candidate.Post.AuthorHandle)))
                continue;
            switch (await writer.WriteAsync(candidate.Post, ct))
            {
                case WrittenReply.Written written:
                    _rest.Worked();
                    if (!await KeepAsync(candidate, written.Text, said, run, ct))
                        break;
                    authors.Add(OptOut.KeyOf(candidate.Post.AuthorHandle));
                    said.Add(written.Text);
                    wanted--;
                    break;
                case WrittenReply.Declined declined:
                    _rest.Worked();
                    await DeclineAsync(candidate, declined.Reason, run, ct);
                    break;
                case WrittenReply.NotNow later:
                    run.Note(later.Reason);
                    return;
                case WrittenReply.Failed failed:
                    await _rest.FailedAsync(failed, ct);
                    run.Note($"no draft: {failed.Reason}");
                    return;
            }
        }
    }

    private async Task<bool> KeepAsync(Candidate candidate, string text, IEnumerable<string> said, RunTally run, CancellationToken ct)
    {
        if (ReplyText.Problem(text, settings, said) is { } problem)
        {
            await DeclineAsync(candidate, problem, run, ct);
            return false;
        }

        var now = time.GetUtcNow();
        var approved = settings.ReplyMode == ReplyMode.Auto ? ReplyApproval.Auto : null;
        var draft = new NewReply(run.Account, candidate.Post, text, candidate.Score, candidate.ScoreReason, now + settings.DraftExpiry, now, approved);
        if (await store.Replies.AddAsync(draft, ct) is null)
            return false;
        run.Drafted++;
        if (approved is null)
            run.Waiting++;
        return true;
    }

    private async Task DeclineAsync(Candidate candidate, string reason, RunTally run, CancellationToken ct)
    {
        _declined.Add(candidate.Post.Id);
        run.Note($"no draft for @{candidate.Post.AuthorHandle}: {reason}");
        await store.Events.AppendAsync(new RunnerEvent(EventTypes.DraftRefused, EventSeverity.Info, new JsonObject
        {
            ["writer"] = writer.Name,
            ["target_id"] = candidate.Post.Id,
            ["target_author"] = candidate.Post.AuthorHandle,
            ["reason"] = reason,
        }, time.GetUtcNow()), ct);
    }
}
