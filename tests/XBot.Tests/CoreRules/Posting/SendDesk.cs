using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XBot.Core.Drift;
using XBot.Core.Fleet;
using XBot.Core.Pipeline;
using XBot.Core.Posting;
using XBot.Core.Posts;
using XBot.Core.Replies;
using XBot.Core.Rules;
using XBot.Core.Settings;
using XBot.Core.Stores;
using XBot.Testing.Stores;

namespace XBot.Tests.CoreRules.Posting;

/// <summary>The real gate and sender on the real site's limits, before hands that do as they are told.</summary>
internal sealed class SendDesk : IPauseSwitch, IReplyComposer, IClickMark, IAsyncDisposable
{
    public static readonly AccountKey Account = new("https://x.com", "42");

    private readonly Queue<Preparation> _preparations = new();
    private readonly Queue<SendOutcome> _outcomes = new();
    private SendStep _step;

    public SendDesk() => _step = Start();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
    public MemoryRunnerStore Store { get; } = new("runner-a");
    public PostingFreeze Freeze => new(Store, () => Account);
    public bool IsPaused => false;
    public int Clicks { get; private set; }
    public int Abandoned { get; private set; }

    /// <summary>Comes while the text is written, while the click is made ready, while the click's answer is on its way, while the page is left.</summary>
    public Action? Preparing { get; set; }
    public Action? Readying { get; set; }
    public Func<Reply, Task>? Submitting { get; set; }
    public Action? Abandoning { get; set; }

    /// <summary>What is found on a reply's page where nothing was told by <see cref="Prepares"/>; null: it is ready.</summary>
    public Func<Reply, Preparation?>? Page { get; set; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The rules are acknowledged, and that many replies are approved, reply 1 first.</summary>
    public static async Task<SendDesk> WithAsync(int replies)
    {
        var desk = new SendDesk();
        await new RulesConsent(desk.Store.Facts).AcceptAsync("ann", desk.Time.GetUtcNow(), Ct);
        for (var number = 1; number <= replies; number++)
        {
            var now = desk.Time.GetUtcNow();
            var post = new Post
            {
                Id = $"201870000000000000{number}",
                AuthorHandle = $"author{number}",
                AuthorName = "Somebody",
                PostedAt = now,
                Text = $"post {number}",
                Permalink = $"https://x.com/author{number}/status/201870000000000000{number}",
            };
            await desk.Store.Replies.AddAsync(new NewReply(Account, post, $"reply {number}", 100 - number, "", now.AddDays(2), now, "ann"), Ct);
        }

        return desk;
    }

    public SendDesk Prepares(params IEnumerable<Preparation> preparations)
    {
        foreach (var preparation in preparations)
            _preparations.Enqueue(preparation);
        return this;
    }

    public SendDesk Ends(params IEnumerable<SendOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
            _outcomes.Enqueue(outcome);
        return this;
    }

    /// <summary>The process ends and another begins: the store alone stays.</summary>
    public void Restart() => _step = Start();

    public async Task<PipelineReport> RunAsync()
    {
        var run = new RunTally(Account, null);
        await new ExpireStep(Store, Time).RunAsync(run, Ct);
        await _step.RunAsync(run, Ct);
        return run.Report();
    }

    public async Task<Reply> ReplyAsync(long id) => (await Store.Replies.FindAsync(id, Ct))!;

    /// <summary>In the order of their numbers.</summary>
    public async Task<IReadOnlyList<ReplyState>> StatesAsync() => [.. (await Store.Replies.ListAsync(new ReplyQuery(), Ct)).OrderBy(reply => reply.Id).Select(reply => reply.State)];

    public async Task<int> CountAsync(string type) => (await Store.Events.ListAsync(new Core.Events.EventQuery([type]), Ct)).Count;

    public Task<Preparation> PrepareAsync(Reply reply, CancellationToken ct)
    {
        Preparing?.Invoke();
        return Task.FromResult(_preparations.TryDequeue(out var told) ? told : Page?.Invoke(reply) ?? new Preparation.Ready("42", new TargetText(reply.TargetText, null)));
    }

    public async Task<SendOutcome> SubmitAsync(Reply reply, ClickPermit permit, CancellationToken ct)
    {
        Clicks++;
        if (Submitting is { } submitting)
            await submitting(reply);
        return _outcomes.TryDequeue(out var told) ? told : new SendOutcome.Accepted($"{reply.Id}99");
    }

    public Task AbandonAsync(CancellationToken ct)
    {
        Abandoned++;
        Abandoning?.Invoke();
        return Task.CompletedTask;
    }

    public bool KnowsLastClick { get; set; } = true;

    public Task<bool> IsKnownAsync(IRunnerStore store, CancellationToken ct) => Task.FromResult(KnowsLastClick);

    public void Forget() => KnowsLastClick = true;

    public void Ready(Reply reply)
    {
        Assert.Equal((ReplyState.Clicking, Time.GetUtcNow()), (reply.State, reply.ClickedAt));
        Readying?.Invoke();
    }

    public void Note()
    {
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    private SendStep Start()
    {
        var settings = new RunnerSettings { ProfileDir = "/p", RunnerId = "runner-a", MaxRepliesPerHour = 8, MaxRepliesPerDay = 50, MaxPostAge = TimeSpan.FromDays(2) };
        var ownership = new AccountOwnership("profile", LeaseTerms.Default, Store, Time);
        var gate = new PostingGate(settings, Store, this, Freeze, ownership, Time);
        var drift = new DriftWatch(Store.Facts, Freeze, Site.X, Time);
        var leases = new LeaseMaker("runner-a", LeaseMaker.Default, Time);
        return new SendStep(Site.X, Store, gate, Freeze, drift, this, this, ownership, leases, Time, NullLogger<SendStep>.Instance);
    }
}
