using Microsoft.Extensions.Time.Testing;
using XBot.Core.Events;
using XBot.Core.Pipeline;
using XBot.Core.Posting;
using XBot.Core.Posts;
using XBot.Core.Reconciling;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.Testing.Stores;

namespace XBot.Tests.CoreRules.Reconciling;

/// <summary>A store that does not know what was posted learns it from the site before anything goes out.</summary>
public sealed class CatchUpTests : IAsyncDisposable
{
    private static readonly RunnerSettings Settings = new() { ProfileDir = "/nowhere", RunnerId = "runner-a", Site = new Site(new Uri("http://127.0.0.1:4000")), ReplyMode = ReplyMode.Auto };
    private static readonly AccountKey Account = new(Settings.Site.Origin, "42");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryRunnerStore _store = new("runner-a");
    private readonly Profile _profile = new();
    private readonly List<string> _notes = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private StoreGap Gap => new(_store.Facts);

    private PostingFreeze Freeze => new(_store.Facts, () => null);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task What_we_replied_to_is_recorded_and_posting_goes_on_after_a_second_reading()
    {
        var approved = await ApprovedAsync(Id(1));
        await Gap.OpenAsync("the store is an older copy", _time.GetUtcNow(), Ct);
        _profile.Replies = [Seen(1, "what really went out"), Seen(2, "another one")];

        Assert.False(await RunAsync());
        Assert.IsType<GateVerdict.NotNow>(await Gate().AskAsync(Account, Ct));
        Assert.False(await RunAsync());
        _time.Advance(Settings.Site.ReconcilePatience);
        Assert.True(await RunAsync());
        Assert.Equal(2, _profile.Readings);
        Assert.Null(await Freeze.ReadAsync(Ct));
        Assert.IsType<GateVerdict.Open>(await Gate().AskAsync(Account, Ct));

        var found = (await _store.Replies.FindAsync(approved.Id, Ct))!;
        Assert.Equal((ReplyState.Confirmed, "what really went out", "seen_on_profile", _profile.Replies[0].TweetId), (found.State, found.Text, found.Evidence, found.TweetId));
        var confirmed = await _store.Replies.ListAsync(new ReplyQuery([ReplyState.Confirmed]), Ct);
        Assert.Equal(_profile.Replies.Select(reply => reply.TargetId).Order(), confirmed.Select(reply => reply.TargetId).Order());
        Assert.Equal(2, (await _store.Events.ListAsync(new EventQuery([EventTypes.PostSuccess]), Ct)).Count);
        Assert.Null(await _store.Replies.ClaimAsync(Account, new LeaseMaker("runner-a", LeaseMaker.Default, _time).Next(), _time.GetUtcNow(), [], Ct));
    }

    [Fact]
    public async Task A_reply_that_X_shows_late_is_found_by_the_second_reading()
    {
        await Gap.OpenAsync("the store is an older copy", _time.GetUtcNow(), Ct);
        Assert.False(await RunAsync());
        _profile.Replies = [Seen(3, "late")];
        _time.Advance(Settings.Site.ReconcilePatience);
        Assert.True(await RunAsync());
        Assert.Equal(_profile.Replies[0].TargetId, Assert.Single(await _store.Replies.ListAsync(new ReplyQuery([ReplyState.Confirmed]), Ct)).TargetId);
    }

    [Fact]
    public async Task While_it_cannot_be_read_nothing_goes_out_whoever_resumes_posting()
    {
        await Gap.OpenAsync("the store is an older copy", _time.GetUtcNow(), Ct);
        _profile.Trouble = "HTTP 503";
        for (var n = 0; n < 3; n++)
        {
            Assert.False(await RunAsync());
            _time.Advance(TimeSpan.FromHours(1));
        }

        await Freeze.LiftAsync("a person", _time.GetUtcNow(), Ct);
        Assert.Contains("not read from X", Assert.IsType<GateVerdict.NotNow>(await Gate().AskAsync(Account, Ct)).Reason, StringComparison.Ordinal);
        Assert.Contains("HTTP 503", string.Join(' ', _notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_freeze_for_another_reason_stays()
    {
        await Freeze.FreezeAsync("the site shows CHALLENGE", _time.GetUtcNow(), Ct);
        await Gap.OpenAsync("the store is an older copy", _time.GetUtcNow(), Ct);
        Assert.False(await RunAsync());
        _time.Advance(Settings.Site.ReconcilePatience);
        Assert.True(await RunAsync());
        Assert.Equal("the site shows CHALLENGE", (await Freeze.ReadAsync(Ct))?.Reason);
    }

    private async Task<bool> RunAsync()
    {
        var run = new RunTally(Account, "ann");
        var knowsAll = await new CatchUpStep(_store, _profile, Settings, _time).RunAsync(run, Ct);
        _notes.Add(run.Report().Summary);
        return knowsAll;
    }

    private PostingGate Gate() => new(Settings, _store, new Running(), Freeze, new XBot.Core.Fleet.AccountOwnership("profile", XBot.Core.Fleet.LeaseTerms.Default, _store, _time), _time);

    private async Task<Reply> ApprovedAsync(string target)
    {
        var at = _time.GetUtcNow();
        var post = new Post { Id = target, AuthorHandle = "bob", AuthorName = "Bob", PostedAt = at, Text = "hello", Permalink = $"https://x.com/bob/status/{target}" };
        var reply = (await _store.Replies.AddAsync(new NewReply(Account, post, "well said", 1, "", at.AddDays(1), at), Ct))!;
        Assert.True(await _store.Replies.TryApplyAsync(ReplyLife.Approve(reply, "auto", at), Ct));
        return reply;
    }

    private SeenReply Seen(int n, string text) => new(Id(100 + n), Id(n), "bob", "hello", text, _time.GetUtcNow().AddMinutes(-30));

    private string Id(int n) => Snowflake.IdAt(_time.GetUtcNow().AddHours(-1), n);

    private sealed class Profile : IOwnReplies
    {
        public IReadOnlyList<SeenReply> Replies { get; set; } = [];
        public string? Trouble { get; set; }
        public int Readings { get; private set; }

        public Task<OwnReplies> ReadAsync(AccountKey account, string? handle, DateTimeOffset since, CancellationToken ct)
        {
            Readings++;
            return Task.FromResult<OwnReplies>(Trouble is { } why ? new OwnReplies.CouldNotRead(why) : new OwnReplies.Read(Replies));
        }
    }

    private sealed class Running : IPauseSwitch
    {
        public bool IsPaused => false;
    }
}
