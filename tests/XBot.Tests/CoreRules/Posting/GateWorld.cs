using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using XBot.Core.Browsers;
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

/// <summary>A site that records every click, before it a real gate and a real sender, and chance that moves everything around them.</summary>
internal sealed class GateWorld : TimeProvider, IPauseSwitch, IReplyComposer, IClickMark, IAsyncDisposable
{
    private readonly Random _chance;
    private readonly AccountKey _account;
    private readonly MemoryRunnerStore _store = new("runner-a");
    private DateTimeOffset _wall = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);
    private TimeSpan _lived;
    private long _nextTarget = 2018700000000000000;
    private SendStep _send;

    public GateWorld(int seed)
    {
        _chance = new Random(seed);
        Settings = RandomSettings();
        _account = new AccountKey(Settings.Site.Origin, "42");
        Freeze = new PostingFreeze(_store.Facts, () => null);
        _send = Start();
    }

    public RunnerSettings Settings { get; }
    public PostingFreeze Freeze { get; }
    public bool IsPaused { get; private set; }
    public List<Click> Clicks { get; } = [];
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public override DateTimeOffset GetUtcNow() => _wall;

    public override long GetTimestamp() => _lived.Ticks;

    /// <summary>One thing happens: time, a person, a draft, a crash, a run of the sender.</summary>
    public async Task StepAsync()
    {
        switch (_chance.Next(60))
        {
            case 0: Live(TimeSpan.FromMinutes(_chance.Next(1, 600))); break;
            case 1: _wall += TimeSpan.FromMinutes(_chance.Next(-300, 300)); break;
            case 2 or 13 or 14 or 15 or 16: IsPaused = _chance.Next(4) == 0; break;
            case 3: await Freeze.FreezeAsync("by chance", _wall, Ct); break;
            case 4 or 5 or 17 or 18 or 19: await Freeze.LiftAsync("a person", _wall, Ct); break;
            case 6: await _store.OptOuts.AddAsync($"author{_chance.Next(12)}", null, _wall, Ct); break;
            case 7 or 38 or 39: await new RulesConsent(_store.Facts).AcceptAsync("a person", _wall, Ct); break;
            // A crash: what the process knew is gone, the store stays.
            case 40 or 41: await EditAsync(); break;
            case 8: _send = Start(); break;
            case 9 or 10 or 11 or (> 19 and < 32): await DraftAsync(); break;
            case 12 or (> 31 and < 38): Live(TimeSpan.FromMinutes(_chance.Next(1, 15))); break;
            default: await SendAsync(); break;
        }
    }

    public async Task<Preparation> PrepareAsync(Reply reply, CancellationToken ct)
    {
        // While a page loads anything may happen beside us.
        if (_chance.Next(20) == 0)
            IsPaused = true;
        if (_chance.Next(20) == 0)
            await Freeze.FreezeAsync("while the page loaded", _wall, ct);
        if (_chance.Next(10) == 0)
            await EditAsync();
        Live(TimeSpan.FromSeconds(_chance.Next(0, 60)));
        return _chance.Next(12) switch
        {
            0 => throw new BrowserLostException("by chance"),
            1 => new Preparation.TargetRefused("gone"),
            2 => new Preparation.NotReady("the box differs"),
            3 => new Preparation.Ready("another", new TargetText(reply.TargetText, null)),
            4 => new Preparation.Ready("42", new TargetText(reply.TargetText + " (edited)", null)),
            _ => new Preparation.Ready("42", new TargetText(reply.TargetText, null)),
        };
    }

    public async Task<SendOutcome> SubmitAsync(Reply reply, ClickPermit permit, CancellationToken ct)
    {
        Assert.True(permit.TryUse());
        Assert.Equal(reply.Id, permit.ReplyId);
        var stored = await _store.Replies.FindAsync(reply.Id, ct);
        Assert.Equal(reply.Text, stored!.Text);
        var click = new Click(stored, _wall, _lived, IsPaused, (await Freeze.ReadAsync(ct))?.Reason, await new RulesConsent(_store.Facts).ReadAsync(ct) is not null,
            [.. (await _store.OptOuts.ListAsync(ct)).Select(optOut => optOut.Handle)], await new PostingHold(_store.FactsOf(_account)).ReadAsync(_wall, ct) is not null);
        Clicks.Add(click);
        Live(TimeSpan.FromSeconds(_chance.Next(0, 20)));
        switch (_chance.Next(10))
        {
            case 0: throw new BrowserLostException("after the click");
            case 1: return new SendOutcome.Uncertain("no answer");
            case 2:
                var code = _chance.GetItems([187, 226, 326, 344, 385, 433, 64, 88, 429, 32, 999], 1)[0];
                // A duplicate may be our own earlier reply: that one may be out.
                click.Refused = code != 187;
                return new SendOutcome.Refused(code, "by chance");
            default: return new SendOutcome.Accepted($"{reply.Id}99");
        }
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    public Task AbandonAsync(CancellationToken ct) => Task.CompletedTask;

    public bool KnowsLastClick { get; set; } = true;

    public Task<bool> IsKnownAsync(IRunnerStore store, CancellationToken ct) => Task.FromResult(KnowsLastClick);

    public void Forget() => KnowsLastClick = true;

    public void Ready(Reply reply) => Assert.Equal(ReplyState.Clicking, reply.State);

    public void Note()
    {
    }

    private SendStep Start()
    {
        var ownership = new AccountOwnership("profile", LeaseTerms.Default, _store, this);
        var gate = new PostingGate(Settings, _store, this, Freeze, ownership, this) { Boot = "one" };
        var leases = new LeaseMaker("runner-a", LeaseMaker.Default, this);
        var drift = new DriftWatch(_store.Facts, Freeze, Settings.Site, this);
        return new SendStep(Settings.Site, _store, gate, Freeze, drift, this, this, ownership, leases, this, NullLogger<SendStep>.Instance);
    }

    private async Task SendAsync()
    {
        try
        {
            await new ExpireStep(_store, this).RunAsync(new RunTally(_account, null), Ct);
            await _send.RunAsync(new RunTally(_account, null), Ct);
        }
        catch (BrowserLostException)
        {
            // The loop's business.
        }
    }

    // Somebody changes any text, of a reply that waits or of the one that is just being sent.
    private async Task EditAsync()
    {
        var replies = await _store.Replies.ListAsync(new ReplyQuery([ReplyState.Drafted, ReplyState.Approved, ReplyState.NotSent, ReplyState.Sending], _account), Ct);
        if (replies.Count == 0)
            return;
        var reply = replies[_chance.Next(replies.Count)];
        var seen = reply.State == ReplyState.Sending ? reply with { State = ReplyState.Approved, Lease = null } : reply;
        var text = _chance.Next(2) == 0 ? "see example.com" : $"edited {reply.TargetId}";
        Assert.Equal(reply.State != ReplyState.Sending, await _store.Replies.TryApplyAsync(ReplyLife.Edit(seen, text, "a person", _wall), Ct));
    }

    private async Task DraftAsync()
    {
        var id = (_nextTarget++).ToString(CultureInfo.InvariantCulture);
        var author = $"Author{_chance.Next(12)}";
        var post = new Post
        {
            Id = id,
            AuthorHandle = author,
            AuthorName = author,
            PostedAt = _wall - TimeSpan.FromMinutes(_chance.Next(0, 400)),
            Text = $"post {id}",
            Permalink = $"https://x.com/{author}/status/{id}",
        };
        var text = _chance.GetItems([$"an answer to {id}", "the same answer again", $"see example.com {id}", $"spam {id}", $"@you {id}", new string('x', 300)], 1)[0];
        if (_chance.Next(3) > 0)
            text = $"an answer to {id}";
        var reply = await _store.Replies.AddAsync(new NewReply(_account, post, text, _chance.Next(100), "by chance", _wall + TimeSpan.FromHours(3), _wall), Ct);
        if (_chance.Next(5) > 0)
            await _store.Replies.TryApplyAsync(ReplyLife.Approve(reply!, _chance.Next(2) == 0 ? "a person" : ReplyApproval.Auto, _wall), Ct);
    }

    private RunnerSettings RandomSettings()
    {
        var real = _chance.Next(2) == 0;
        return new RunnerSettings
        {
            ProfileDir = "/p",
            RunnerId = "runner-a",
            Site = real ? Site.X : new Site(new Uri("http://127.0.0.1:4000")),
            ReplyMode = _chance.GetItems([ReplyMode.Auto, ReplyMode.Auto, ReplyMode.Approve, ReplyMode.Approve, ReplyMode.Shadow], 1)[0],
            RunnerMode = _chance.Next(12) > 0,
            MaxRepliesPerHour = _chance.Next(0, 6),
            MaxRepliesPerDay = _chance.Next(0, 15),
            AuthorCooldown = TimeSpan.FromHours(_chance.Next(1, 8)),
            BlockedWords = ["spam"],
        };
    }

    private void Live(TimeSpan time)
    {
        _wall += time;
        _lived += time;
    }
}

/// <summary>A click, and the world as it was then.</summary>
/// <param name="Wall">By the wall clock, which chance sets ahead and back.</param>
/// <param name="Lived">Time that really passed.</param>
internal sealed record Click(Reply Reply, DateTimeOffset Wall, TimeSpan Lived, bool Paused, string? Frozen, bool RulesAccepted, IReadOnlyList<string> OptedOut, bool Resting)
{
    /// <summary>The site took the request for nothing.</summary>
    public bool Refused { get; set; }
}
