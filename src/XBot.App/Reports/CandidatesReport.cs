using XBot.Core.Drafting;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Settings;
using XBot.Sql;

namespace XBot.App.Reports;

/// <summary><c>xbot queue candidates --json</c>. Best score first.</summary>
internal sealed record CandidatesReport(IReadOnlyList<WaitingPost> Candidates);

internal sealed record WaitingPost(string Id, string AuthorHandle, string Text, double Score, string Reason, string PostedAt, string SeenAt, string Permalink)
{
    public static WaitingPost Of(Candidate candidate) => new(
        candidate.Post.Id, candidate.Post.AuthorHandle, candidate.Post.Text, candidate.Score, candidate.ScoreReason,
        Times.Iso(candidate.Post.PostedAt), Times.Iso(candidate.SeenAt), candidate.Post.Permalink);
}

/// <summary>Reads the posts that a reply can be written for.</summary>
internal static class CandidateReader
{
    private const int Most = 200;

    public static async Task<IReadOnlyList<Candidate>> ListAsync(RunnerSettings settings, AccountKey account, TimeProvider time, CancellationToken ct)
    {
        await using var store = await StoreOpener.OpenForReadingAsync(settings.DatabaseUrl, settings.ProfileDir, settings.RunnerId, ct);
        return store is null ? [] : await new WantedPosts(settings, store, time).ListAsync(account, Most, ct);
    }
}
