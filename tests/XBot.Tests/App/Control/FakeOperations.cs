using System.Collections.Concurrent;
using XBot.App.Control;
using XBot.Chrome;
using XBot.Core.Harvesting;
using XBot.Core.Pipeline;
using XBot.Core.Posts;
using XBot.Core.Selection;
using XBot.Core.Sessions;

namespace XBot.Tests.App.Control;

/// <summary>Answers at once with one of each, and remembers what it was asked.</summary>
internal sealed class FakeOperations : IRunnerOperations
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly ChromeStatus Chrome = new(ChromeState.Running, 4711, 9333, "Chrome/150.0", "/a profile/chrome", Noon, 2, "our Chrome runs");

    public static readonly SessionReport LoggedOut =
        new(SessionState.LoggedOut, null, null, "the login form is shown", "http://127.0.0.1/i/flow/login", Noon, new ArtifactPaths("/p/session_check.png", null));

    public static readonly PipelineReport Run = new() { Outcome = PipelineOutcome.Completed, Summary = "60 read, 3 eligible", Harvested = 60, Eligible = 3 };

    public static readonly Candidate Candidate = new(
        new Post
        {
            Id = "2018724615153434824",
            AuthorHandle = "ana",
            AuthorName = "Ana 🌊",
            PostedAt = Noon.AddMinutes(-7),
            Text = "two\nlines",
            Likes = 3,
            Permalink = "https://x.com/ana/status/2018724615153434824",
        },
        "home", "too_old", 0, "", Noon);

    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>What each operation does before it answers: throws, or waits.</summary>
    public Func<CancellationToken, Task> Before { get; init; } = _ => Task.CompletedTask;

    /// <summary>What a harvest finds.</summary>
    public SessionReport? Session { get; init; } = LoggedOut;

    public PipelineOutcome Outcome { get; init; } = PipelineOutcome.Completed;

    public Task<ChromeStatus> StartChromeAsync(CancellationToken ct) => Answer("start", Chrome, ct);

    public Task<bool> StopChromeAsync(CancellationToken ct) => Answer("stop", true, ct);

    public TaskCompletionSource Returned { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<IAsyncDisposable> LendBrowserAsync(CancellationToken ct) => Answer<IAsyncDisposable>("lend", new Loan(Returned), ct);

    public Task<ChromeStatus> ChromeStatusAsync(CancellationToken ct) => Answer("status", Chrome, ct);

    public Task<SessionReport> CheckSessionAsync(CancellationToken ct) => Answer("session", LoggedOut, ct);

    public Task<PipelineReport> RunOnceAsync(CancellationToken ct) => Answer("run", Run with { Outcome = Outcome }, ct);

    public Task<ReadPostsReply> ReadPostsAsync(ReadPostsRequest request, CancellationToken ct) =>
        Answer($"read {request}", new ReadPostsReply(Session, [new ReadPage("home", "http://127.0.0.1/home", HarvestOutcome.Read, null, [Candidate])]), ct);

    public Task<bool> ResumePostingAsync(string by, CancellationToken ct) => Answer($"resume posting {by}", true, ct);

    private sealed class Loan(TaskCompletionSource returned) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            returned.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }

    private async Task<T> Answer<T>(string asked, T answer, CancellationToken ct)
    {
        Asked.Enqueue(asked);
        await Before(ct);
        return answer;
    }
}
