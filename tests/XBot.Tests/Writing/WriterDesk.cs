using Microsoft.Extensions.Time.Testing;
using XBot.Core.Drafting;
using XBot.Core.Pipeline;
using XBot.Core.Posts;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Settings;
using XBot.Testing.Stores;
using XBot.Writing;

namespace XBot.Tests.Writing;

/// <summary>The real writer and the real step before an endpoint of our own. The step's clock stands still; the network's is the real one.</summary>
internal sealed class WriterDesk : IAsyncDisposable
{
    public const string Key = "sk-the-very-secret-key";

    private static readonly AccountKey Account = new("http://127.0.0.1:4000", "42");
    private DraftStep? _step;
    private ChatReplyWriter? _writer;

    public LoopbackEndpoint Endpoint { get; } = new();
    public MemoryRunnerStore Store { get; } = new("runner-a");
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
    public ChatWriterOptions Options { get; set; } = new() { Model = "test", ApiKey = Key, Timeout = TimeSpan.FromSeconds(60), Backoff = TimeSpan.FromMilliseconds(1) };

    public RunnerSettings Settings { get; set; } = new()
    {
        ProfileDir = "/p",
        RunnerId = "runner-a",
        Site = new Site(new Uri(Account.Origin)),
        BlockedWords = ["spam"],
        ReplyWriter = ReplyWriterKind.OpenAi,
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A process that dies and starts anew: what it knew is gone, the store stays.</summary>
    public void Restart()
    {
        _writer?.Dispose();
        _writer = null;
        _step = null;
    }

    public ChatReplyWriter Writer() => _writer ??= new ChatReplyWriter(
        Options with { BaseUrl = Options.BaseUrl ?? Endpoint.Address }, new DraftBudget(Store.Facts, Settings.OpenAiDraftsPerDay, Time), new Random(1), TimeProvider.System);

    public Task<WrittenReply> WriteAsync(string text = "Databases are fun") => Writer().WriteAsync(Post(1, text), Ct);

    public Task SeeAsync(params int[] posts) => Store.Candidates.SaveAsync(
        Account.Origin, [.. posts.Select(number => new Candidate(Post(number, $"Databases are fun, part {number}"), "home", Candidate.EligibleVerdict, 100 - number, "", Time.GetUtcNow()))], Ct);

    public async Task<PipelineReport> RunAsync()
    {
        _step ??= new DraftStep(Settings, Store, Writer(), Time);
        var run = new RunTally(Account, null);
        await _step.RunAsync(run, Ct);
        return run.Report();
    }

    public Task<IReadOnlyList<Reply>> RepliesAsync() => Store.Replies.ListAsync(new ReplyQuery(), Ct);

    /// <summary>Every event, as the store holds it.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(string? type = null) =>
        [.. (await Store.Events.ListAsync(new Core.Events.EventQuery(type is null ? null : [type], Limit: 1000), Ct)).Select(entry => entry.Data.ToJsonString())];

    public static Post Post(int number, string text) => new()
    {
        Id = $"201870000000000000{number}",
        AuthorHandle = $"author{number}",
        AuthorName = "Somebody",
        PostedAt = new DateTimeOffset(2026, 8, 1, 11, 50, 0, TimeSpan.Zero),
        Text = text,
        Permalink = $"https://x.com/author{number}/status/201870000000000000{number}",
    };

    public async ValueTask DisposeAsync()
    {
        _writer?.Dispose();
        await Endpoint.DisposeAsync();
        await Store.DisposeAsync();
    }
}
