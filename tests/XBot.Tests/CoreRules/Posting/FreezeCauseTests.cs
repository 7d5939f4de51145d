using Microsoft.Extensions.Time.Testing;
using XBot.Core.Daemon;
using XBot.Core.Drift;
using XBot.Core.Events;
using XBot.Core.Posting;
using XBot.Core.Reconciling;
using XBot.Core.Replies;
using XBot.Core.Sessions;
using XBot.Core.Settings;
using XBot.Core.Stores;
using XBot.Testing.Stores;

namespace XBot.Tests.CoreRules.Posting;

/// <summary>What freezes posting beside X's codes (<see cref="RefusalTests"/>) and doubts that pile up (the reconciling tests), and what does not.</summary>
public sealed class FreezeCauseTests : ISessionCheck, IAccountBinding, IStageWatch, IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryRunnerStore _store = new("runner-a");
    private SessionState _state = SessionState.Ok;
    private string _account = "42";
    private int _loads;

    private static readonly Preparation.NotReady Off = new("no box", new DriftSign("composerBox", "no box", TouchesPosting: true));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public string? AccountId { get; private set; }

    [Theory]
    [InlineData(SessionState.Challenge, true)]
    [InlineData(SessionState.Suspended, true)]
    [InlineData(SessionState.ConsentWall, true)]
    [InlineData(SessionState.LoggedOut, false)]
    [InlineData(SessionState.RateLimited, false)]
    [InlineData(SessionState.NotRendering, false)]
    public async Task A_page_that_only_a_person_can_clear_freezes_and_stays_frozen_when_it_is_gone(SessionState state, bool freezes)
    {
        var step = Step();
        _state = state;
        Assert.Null(await step.RunAsync(new CycleStatus(), Ct));
        Assert.Equal(freezes, await IsFrozenAsync());
        Assert.Equal(freezes ? 1 : 0, (await _store.Events.ListAsync(new EventQuery([EventTypes.RunnerAlert]), Ct)).Count);

        _state = SessionState.Ok;
        await Step().RunAsync(new CycleStatus(), Ct);
        Assert.Equal(freezes, await IsFrozenAsync());
    }

    [Fact]
    public async Task An_unknown_page_freezes_after_three_fresh_loads_over_fifteen_minutes()
    {
        var step = Step();
        _state = SessionState.Unknown;
        for (var minute = 0; minute < 15; minute++)
        {
            await step.RunAsync(new CycleStatus(), Ct);
            Assert.False(await IsFrozenAsync(), $"after {minute} minutes and {_loads} loads");
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        await step.RunAsync(new CycleStatus(), Ct);
        Assert.True(await IsFrozenAsync());
        Assert.InRange(_loads, 3, 5);
    }

    [Fact]
    public async Task A_good_page_in_between_begins_the_count_of_unknown_ones_anew()
    {
        var step = Step();
        for (var minute = 0; minute < 60; minute++)
        {
            _state = minute % 12 == 11 ? SessionState.Ok : SessionState.Unknown;
            await step.RunAsync(new CycleStatus(), Ct);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.False(await IsFrozenAsync());
    }

    [Fact]
    public async Task Another_account_freezes_and_is_never_bound()
    {
        await Step().RunAsync(new CycleStatus(), Ct);
        _account = "43";
        Assert.Null(await Step().RunAsync(new CycleStatus(), Ct));
        Assert.Contains("account 43", (await new PostingFreeze(_store.Facts, () => null).ReadAsync(Ct))!.Reason, StringComparison.Ordinal);
        Assert.Equal("42", AccountId);
    }

    [Fact]
    public async Task Another_account_at_the_click_freezes_and_nothing_is_clicked()
    {
        await using var desk = await SendDesk.WithAsync(replies: 1);
        desk.Prepares(new Preparation.Ready("43", new TargetText("post 1", null)));
        await desk.RunAsync();
        Assert.Contains("account 43", (await desk.Freeze.ReadAsync(Ct))!.Reason, StringComparison.Ordinal);
        Assert.Equal((0, ReplyState.NotSent), (desk.Clicks, (await desk.ReplyAsync(1)).State));
    }

    [Theory]
    [InlineData(SessionState.Challenge, true)]
    [InlineData(SessionState.Suspended, true)]
    [InlineData(SessionState.ConsentWall, true)]
    [InlineData(SessionState.LoggedOut, false)]
    public async Task What_the_page_shows_before_the_click_counts_the_same(SessionState state, bool freezes)
    {
        await using var desk = await SendDesk.WithAsync(replies: 1);
        await desk.Prepares(new Preparation.SessionLost(state, "seen")).RunAsync();
        Assert.Equal(freezes, await desk.Freeze.ReadAsync(Ct) is not null);
    }

    [Fact]
    public async Task Two_fresh_loads_that_lack_what_posting_needs_freeze()
    {
        await using var desk = await SendDesk.WithAsync(replies: 2);
        desk.Prepares(Off, Off);
        await desk.RunAsync();
        Assert.Null(await desk.Freeze.ReadAsync(Ct));
        // What is suspected outlives the process.
        desk.Restart();
        await desk.RunAsync();
        Assert.Contains("the site is not as its readers know it (reply): no box", (await desk.Freeze.ReadAsync(Ct))!.Reason, StringComparison.Ordinal);
        Assert.Equal((0, 1), (desk.Clicks, await desk.CountAsync(EventTypes.DomDrift)));
    }

    [Fact]
    public async Task Pages_that_do_not_load_or_an_odd_one_between_good_ones_do_not_freeze()
    {
        await using var desk = await SendDesk.WithAsync(replies: 4);
        desk.Prepares(Enumerable.Repeat(new Preparation.NotReady("HTTP 500"), 6));
        for (var run = 0; run < 6; run++)
            await desk.RunAsync();
        Assert.Null(await desk.Freeze.ReadAsync(Ct));

        desk.Prepares(Off, new Preparation.Ready("42", new TargetText("post 4", null)), Off);
        for (var run = 0; run < 3; run++)
            await desk.RunAsync();
        Assert.Null(await desk.Freeze.ReadAsync(Ct));
        Assert.Equal(1, desk.Clicks);
    }

    [Fact]
    public async Task A_freeze_hides_no_other_and_the_stores_own_lifts_none()
    {
        var freeze = new PostingFreeze(_store, () => SendDesk.Account);
        var gap = new StoreGap(_store.Facts);
        await gap.OpenAsync("the store is an older copy", _time.GetUtcNow(), Ct);
        await freeze.FreezeAsync("the page stayed unknown", _time.GetUtcNow(), Ct, FreezeScope.Runner);
        await freeze.FreezeAsync("the site shows CHALLENGE", _time.GetUtcNow(), Ct);
        Assert.Equal(3, (await _store.Events.ListAsync(new EventQuery([EventTypes.RunnerAlert]), Ct)).Count);
        await freeze.FreezeAsync("the site shows it still", _time.GetUtcNow(), Ct);
        Assert.Equal(3, (await _store.Events.ListAsync(new EventQuery([EventTypes.RunnerAlert]), Ct)).Count);

        await gap.CloseAsync(0, _time.GetUtcNow(), Ct);
        Assert.Equal("the site shows CHALLENGE", (await freeze.ReadAsync(Ct))!.Reason);
        Assert.True(await freeze.LiftAsync("ann", _time.GetUtcNow(), Ct));
        Assert.Null(await freeze.ReadAsync(Ct));
    }

    [Fact]
    public async Task A_freeze_that_the_store_could_not_take_is_stored_before_anybody_is_told_that_there_is_none()
    {
        var freeze = new PostingFreeze(_store, () => SendDesk.Account);
        _store.Fault = new StoreUnavailableException("away");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => freeze.FreezeAsync("code 226", _time.GetUtcNow(), Ct));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => freeze.ReadAsync(Ct));

        _store.Fault = null;
        Assert.Equal("code 226", (await freeze.ReadAsync(Ct))!.Reason);
        Assert.Equal("code 226", (await new PostingFreeze(_store, () => SendDesk.Account).ReadAsync(Ct))!.Reason);
    }

    [Fact]
    public async Task A_store_that_does_not_know_of_the_last_click_opens_the_gap_instead_of_clicking()
    {
        await using var desk = await SendDesk.WithAsync(replies: 1);
        desk.KnowsLastClick = false;
        await desk.RunAsync();
        Assert.Equal((0, ReplyState.NotSent), (desk.Clicks, (await desk.ReplyAsync(1)).State));
        Assert.NotNull(await new StoreGap(desk.Store.Facts).ReadAsync(Ct));
        await desk.RunAsync();
        Assert.Equal(0, desk.Clicks);
    }

    [Fact]
    public async Task What_one_runner_saw_of_the_account_holds_for_the_one_that_takes_over_and_a_person_lifts_it_at_either()
    {
        await using var desk = await SendDesk.WithAsync(replies: 1);
        desk.Ends(new SendOutcome.Refused(226, "looks automated"));
        await desk.RunAsync();
        var other = desk.Store.Reopen("runner-b");
        var there = new PostingFreeze(other, () => SendDesk.Account);
        Assert.Contains("226", (await there.ReadAsync(Ct))!.Reason, StringComparison.Ordinal);
        Assert.Null(await new PostingFreeze(other, () => SendDesk.Account with { AccountId = "43" }).ReadAsync(Ct));
        Assert.True(await there.LiftAsync("ann", desk.Time.GetUtcNow(), Ct));
        Assert.Null(await desk.Freeze.ReadAsync(Ct));
    }

    public Task<SessionReport> LookAsync(CancellationToken ct) =>
        Task.FromResult(new SessionReport(_state, _account, "somebody", "as told", "https://x.com/home", _time.GetUtcNow()));

    public Task<SessionReport> LoadAsync(CancellationToken ct)
    {
        _loads++;
        return LookAsync(ct);
    }

    void IAccountBinding.Bind(string accountId) => AccountId = accountId;

    void IStageWatch.Enter(string stage, TimeSpan deadline)
    {
    }

    void IStageWatch.Rest()
    {
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task<bool> IsFrozenAsync() => await new PostingFreeze(_store.Facts, () => null).ReadAsync(Ct) is not null;

    private SessionStep Step()
    {
        var freeze = new PostingFreeze(_store.Facts, () => null);
        return new SessionStep(this, new AccountGuard(this, freeze, _store.Events, _time), freeze, _store, Site.X, this, _time);
    }
}
