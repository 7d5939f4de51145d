using XBot.Core.Harvesting;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Sessions;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.App.Control;

/// <summary>What <c>harvest</c> asks for: posts with their verdicts, behind the session gate unless that is waived.</summary>
public sealed class PostReading(RunnerSettings settings, ISessionCheck sessions, IPostReader reader, CandidateJudge judge, IRunnerStore store)
{
    public async Task<ReadPostsReply> ReadAsync(ReadPostsRequest request, CancellationToken ct)
    {
        if (request.AllowLoggedOut && request.Store)
            throw new ArgumentException("what was read without a session is not stored", nameof(request));
        return request.Path is { } path ? await ReadOneAsync(path, request, ct) : await ReadSourcesAsync(request, ct);
    }

    /// <summary>No other page is loaded: the session is judged by this one.</summary>
    private async Task<ReadPostsReply> ReadOneAsync(string path, ReadPostsRequest request, CancellationToken ct)
    {
        var report = await reader.ReadPageAsync(path, ct);
        var session = request.AllowLoggedOut ? null : await sessions.LookAsync(ct);
        return session is { State: not SessionState.Ok } ? new ReadPostsReply(session, []) : new ReadPostsReply(session, [await JudgeAsync(report, session, request, ct)]);
    }

    private async Task<ReadPostsReply> ReadSourcesAsync(ReadPostsRequest request, CancellationToken ct)
    {
        var session = request.AllowLoggedOut ? null : await sessions.LoadAsync(ct);
        var pages = new List<ReadPage>();
        if (session is { State: not SessionState.Ok })
            return new ReadPostsReply(session, pages);
        foreach (var source in HarvestStep.Sources(settings))
            pages.Add(await JudgeAsync(await reader.ReadAsync(source, settings.Site.HarvestBounds, ct), session, request, ct));
        return new ReadPostsReply(session, pages);
    }

    private async Task<ReadPage> JudgeAsync(HarvestReport report, SessionReport? session, ReadPostsRequest request, CancellationToken ct)
    {
        var account = session?.AccountId is { } id ? new AccountKey(settings.Site.Origin, id) : null;
        var posts = await judge.JudgeAsync(report, account, session?.Handle, ct);
        if (request.Store)
            await store.Candidates.SaveAsync(settings.Site.Origin, posts, ct);
        return new ReadPage(report.Source, report.Url, report.Outcome, report.Detail, posts);
    }
}
