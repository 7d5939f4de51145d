using Microsoft.Extensions.Time.Testing;
using XBot.Core.Events;
using XBot.Core.Fleet;
using XBot.Core.Posting;
using XBot.Core.Posts;
using XBot.Core.Replies;
using XBot.Core.Rules;
using XBot.Core.Settings;
using XBot.Testing.Stores;

namespace XBot.Tests.CoreRules.Posting;

/// <summary>The gate's rules one by one: acknowledgement, rests, the target's text.</summary>
public sealed class PostingRulesTests : IAsyncDisposable
{
    private static readonly AccountKey OnX = new("https://x.com", "42");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryRunnerStore _store = new("runner-a");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task On_the_real_site_nothing_goes_out_before_the_rules_are_acknowledged()
    {
        var gate = Gate(Site.X);
        Assert.Contains("xbot rules --accept", Assert.IsType<GateVerdict.NotNow>(await gate.AskAsync(OnX, Ct)).Reason, StringComparison.Ordinal);

        await new RulesConsent(_store.Facts).AcceptAsync("ann", _time.GetUtcNow(), Ct);
        Assert.IsType<GateVerdict.Open>(await gate.AskAsync(OnX, Ct));
        Assert.Equal("ann", (string?)(await _store.Events.LatestAsync(EventTypes.RulesAccepted, Ct))!.Data["by"]);
    }

    [Fact]
    public async Task An_acknowledgement_of_another_text_is_none()
    {
        await _store.Facts.SetAsync("rules_accepted", """{"Digest":"0123456789abcdef","By":"ann","At":"2026-01-01T00:00:00+00:00"}""", _time.GetUtcNow(), Ct);
        Assert.IsType<GateVerdict.NotNow>(await Gate(Site.X).AskAsync(OnX, Ct));
    }

    [Fact]
    public async Task A_rest_ends_by_itself_and_a_clock_set_back_does_not_stretch_it()
    {
        var loopback = new Site(new Uri("http://127.0.0.1:4000"));
        var gate = Gate(loopback);
        await new PostingHold(_store.FactsOf(OnX with { Origin = loopback.Origin })).HoldAsync("code 344", TimeSpan.FromHours(6), _time.GetUtcNow(), Ct);
        Assert.IsType<GateVerdict.NotNow>(await gate.AskAsync(OnX with { Origin = loopback.Origin }, Ct));
        _time.Advance(TimeSpan.FromHours(6));
        Assert.IsType<GateVerdict.Open>(await gate.AskAsync(OnX with { Origin = loopback.Origin }, Ct));

        await new PostingHold(_store.FactsOf(OnX with { Origin = loopback.Origin })).HoldAsync("code 344", TimeSpan.FromHours(6), _time.GetUtcNow() + TimeSpan.FromDays(300), Ct);
        Assert.IsType<GateVerdict.Open>(await gate.AskAsync(OnX with { Origin = loopback.Origin }, Ct));
    }

    [Theory]
    [InlineData(TextSource.Page, "hello  world", "hello world", null, true)]
    [InlineData(TextSource.Page, "hello world", "hello world, edited", "hello world", false)]
    [InlineData(TextSource.PageCut, "the beginning of a long…", "the beginning of a long story", null, true)]
    [InlineData(TextSource.PageCut, "the beginning of a long…", "another story", null, false)]
    [InlineData(TextSource.Network, "hello https://example.com", "hello example.com", "hello https://example.com", true)]
    [InlineData(TextSource.Network, "hello", "hello", "goodbye", false)]
    [InlineData(TextSource.Network, "hello", "hello", null, null)]
    public void The_targets_text_is_compared_within_one_source(TextSource source, string then, string shown, string? told, bool? same) =>
        Assert.Equal(same, new TargetText(shown, told).Matches(Reply(source, then)));

    [Theory]
    [InlineData(187, RefusalFate.Doubt, false, null)]
    [InlineData(226, RefusalFate.Retry, true, null)]
    [InlineData(326, RefusalFate.Retry, true, null)]
    [InlineData(64, RefusalFate.Retry, true, null)]
    [InlineData(344, RefusalFate.Retry, false, RestKind.DailyLimit)]
    [InlineData(88, RefusalFate.Retry, false, RestKind.RateLimit)]
    [InlineData(429, RefusalFate.Retry, false, RestKind.RateLimit)]
    [InlineData(385, RefusalFate.Failed, false, null)]
    [InlineData(433, RefusalFate.Failed, false, null)]
    [InlineData(999999, RefusalFate.Failed, false, null)]
    public void Each_refusal_has_its_own_consequence(int code, RefusalFate fate, bool freeze, RestKind? rest)
    {
        var consequence = RefusalPolicy.For(code);
        Assert.Equal((fate, freeze, rest), (consequence.Fate, consequence.Freeze, consequence.Rest));
    }

    private PostingGate Gate(Site site) => new(
        new RunnerSettings { ProfileDir = "/p", RunnerId = "runner-a", Site = site }, _store, new NeverPaused(), new PostingFreeze(_store.Facts, () => null), new AccountOwnership("profile", LeaseTerms.Default, _store, _time), _time);

    private static Reply Reply(TextSource source, string text) => new()
    {
        Id = 1,
        Account = OnX,
        TargetId = "1",
        TargetAuthor = "ann",
        TargetText = text,
        TargetTextSource = source,
        TargetPostedAt = default,
        State = ReplyState.Sending,
        Text = "x",
        Score = 1,
        Reason = "",
        ExpiresAt = default,
        CreatedAt = default,
        UpdatedAt = default,
    };

    private sealed class NeverPaused : IPauseSwitch
    {
        public bool IsPaused => false;
    }
}
