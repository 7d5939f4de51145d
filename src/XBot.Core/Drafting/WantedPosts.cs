using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.Core.Drafting;

/// <summary>
/// The posts that a reply may be written for now. A candidate's verdict may be of an earlier run: what time, our own replies and the authors
/// change since is asked again.
/// </summary>
public sealed class WantedPosts(RunnerSettings settings, IRunnerStore store, TimeProvider time)
{
    /// <summary>Best score first.</summary>
    public async Task<IReadOnlyList<Candidate>> ListAsync(AccountKey account, int limit, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var open = await store.Candidates.OpenAsync(account, now - settings.MaxPostAge, limit, ct);
        var asked = await AskAsync(account, now, ct);
        return [.. open.Where(candidate => asked.Refusal(candidate) is null)];
    }

    /// <summary>Why nothing may be written for this post; null when a reply may.</summary>
    public async Task<string?> RefusalAsync(Candidate candidate, AccountKey account, CancellationToken ct) =>
        (await AskAsync(account, time.GetUtcNow(), ct)).Refusal(candidate);

    private async Task<Question> AskAsync(AccountKey account, DateTimeOffset now, CancellationToken ct)
    {
        var caps = ReplyCaps.Of(settings);
        var sent = await store.Replies.SentSinceAsync(account, now - caps.Window, ct);
        var optedOut = (await store.OptOuts.ListAsync(ct)).Select(optOut => OptOut.KeyOf(optOut.Handle)).ToHashSet();
        return new Question(settings.MaxPostAge, caps, sent, optedOut, now);
    }

    private sealed record Question(TimeSpan MaxAge, ReplyCaps Caps, IReadOnlyList<SentReply> Sent, HashSet<string> OptedOut, DateTimeOffset Now)
    {
        public string? Refusal(Candidate candidate)
        {
            var post = candidate.Post;
            if (Now - post.PostedAt > MaxAge)
                return $"it is older than {MaxAge.TotalMinutes:0.##} minutes";
            return OptedOut.Contains(OptOut.KeyOf(post.AuthorHandle)) ? $"@{post.AuthorHandle} opted out" : Caps.Cooling(Sent, post.AuthorHandle, null, Now);
        }
    }
}
