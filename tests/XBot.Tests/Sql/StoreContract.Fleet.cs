using XBot.Core.Events;
using XBot.Core.Fleet;
using XBot.Core.Replies;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Sql;

public abstract partial class StoreContract
{
    private static readonly LeaseTerms Long = new(TimeSpan.FromHours(1));
    private static readonly LeaseTerms Over = new(TimeSpan.Zero);

    [Fact]
    public async Task An_account_belongs_to_one_owner_at_a_time_and_each_new_one_gets_a_larger_token()
    {
        var first = await TakeAsync("a", Long);
        Assert.Equal((Account, 1, "a", "test-runner"), (first.Account, first.Token, first.Owner, first.RunnerId));
        Assert.InRange(first.Left, TimeSpan.FromMinutes(30), Long.Lasts + TimeSpan.FromSeconds(1));
        var refused = await TakeAsync("b", Long);
        Assert.Equal(("a", 1), (refused.Owner, refused.Token));
        Assert.Equal(1, (await Store.Fleet.TakeAsync(OtherAccount, "b", Long, Ct)).Token);
        Assert.True(await Store.Fleet.ReleaseAsync(Account, 1, Noon, Ct));
        var second = await TakeAsync("b", Over);
        Assert.Equal(("b", 2), (second.Owner, second.Token));
        var third = await TakeAsync("a", Long);
        Assert.Equal(("a", 3), (third.Owner, third.Token));
        Assert.Equal(4, (await Store.Events.ListAsync(new EventQuery([EventTypes.AccountLeaseTaken]), Ct)).Count);
        Assert.Single(await Store.Events.ListAsync(new EventQuery([EventTypes.AccountLeaseReleased]), Ct));
    }

    [Fact]
    public async Task The_next_life_of_an_owner_takes_over_at_once_and_shuts_the_former_out()
    {
        Assert.Equal(1, (await TakeAsync("a", Long)).Token);
        Assert.Equal(2, (await TakeAsync("a", Long)).Token);
        Assert.False(await Store.Fleet.RenewAsync(Account, 1, Long, Ct));
        Assert.False(await Store.Fleet.ReleaseAsync(Account, 1, Noon, Ct));
        Assert.True(await Store.Fleet.RenewAsync(Account, 2, Long, Ct));
    }

    [Fact]
    public async Task A_successor_waits_for_the_click_budget_after_the_lease()
    {
        await TakeAsync("a", Over with { ClickBudget = TimeSpan.FromHours(1) });
        var waits = await TakeAsync("b", Long);
        Assert.Equal(("a", 1), (waits.Owner, waits.Token));
        Assert.True(waits.Left <= TimeSpan.Zero);
        Assert.True(await Store.Fleet.RenewAsync(Account, 1, Over, Ct));
        Assert.Equal("b", (await TakeAsync("b", Long)).Owner);
    }

    [Fact]
    public async Task A_lease_that_ended_is_renewed_while_nobody_took_the_account_and_never_after_that()
    {
        await TakeAsync("a", Over);
        Assert.True(await Store.Fleet.RenewAsync(Account, 1, Over, Ct));
        await TakeAsync("b", Long);
        Assert.False(await Store.Fleet.RenewAsync(Account, 1, Long, Ct));
        Assert.True(await Store.Fleet.ReleaseAsync(Account, 2, Noon, Ct));
        Assert.False(await Store.Fleet.RenewAsync(Account, 2, Long, Ct));
        Assert.Null((await Store.Fleet.LeasesAsync(Ct)).Single().Owner);
    }

    [Fact]
    public async Task Of_many_that_want_an_account_one_gets_it()
    {
        await using var other = await OpenAgainAsync();
        var asked = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => (i % 2 == 0 ? Store : other).Fleet.TakeAsync(Account, $"owner{i}", Long, Ct)));
        Assert.Single(asked.Select(lease => (lease.Owner, lease.Token)).Distinct());
    }

    [Fact]
    public async Task Whoever_lost_the_account_cannot_commit_a_click()
    {
        var reply = await ClaimedAsync(Store, 1, "mine");
        var click = Move(reply, ReplyState.Clicking, Noon.AddMinutes(2), "mine") with { KeepLease = true, ClickedAt = Noon.AddMinutes(2), AccountToken = 1 };
        Assert.False(await Store.Replies.TryApplyAsync(click, Ct));
        await TakeAsync("a", Over);
        // The lease has ended: its owner does not know it, the store does.
        Assert.False(await Store.Replies.TryApplyAsync(click, Ct));
        await TakeAsync("b", Long);
        Assert.False(await Store.Replies.TryApplyAsync(click, Ct));
        Assert.Equal(reply, await Store.Replies.FindAsync(reply.Id, Ct));
        Assert.True(await Store.Replies.TryApplyAsync(click with { AccountToken = 2 }, Ct));
    }

    [Fact]
    public async Task Whoever_gave_the_account_back_cannot_commit_a_click()
    {
        var reply = await ClaimedAsync(Store, 1, "mine");
        await TakeAsync("a", Long);
        await Store.Fleet.ReleaseAsync(Account, 1, Noon, Ct);
        var click = Move(reply, ReplyState.Clicking, Noon.AddMinutes(2), "mine") with { KeepLease = true, AccountToken = 1 };
        Assert.False(await Store.Replies.TryApplyAsync(click, Ct));
    }

    [Fact]
    public async Task The_fleet_shows_each_runner_with_its_last_beat_and_post()
    {
        Assert.Empty(await Store.Fleet.RunnersAsync(Ct));
        await Store.Heartbeats.RecordAsync(Beat(Core.Heartbeats.RunnerStatus.Ok, 1), Ct);
        await Store.Events.AppendAsync(Event(EventTypes.PostSuccess, at: Noon), Ct);
        await Store.Heartbeats.RecordAsync(Beat(Core.Heartbeats.RunnerStatus.Error, 2, "x"), Ct);
        var runner = Assert.Single(await Store.Fleet.RunnersAsync(Ct));
        Assert.Equal(("test-runner", Core.Heartbeats.RunnerStatus.Error, Noon.AddMinutes(2), Noon.AddMinutes(1), Noon),
            (runner.RunnerId, runner.Status, runner.LastHeartbeat, runner.LastSuccess!.Value, runner.LastPost!.Value));
        Assert.Equal(2, runner.LastBeat!["details"]!["cycle"]!.GetValue<int>());
    }

    private Task<AccountLease> TakeAsync(string owner, LeaseTerms terms) => Store.Fleet.TakeAsync(Account, owner, terms, Ct);
}
