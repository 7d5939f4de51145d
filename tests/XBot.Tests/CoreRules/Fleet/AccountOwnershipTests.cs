using XBot.App.Running;
using XBot.Core.Events;
using XBot.Core.Fleet;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.Testing;
using XBot.Testing.Stores;

namespace XBot.Tests.CoreRules.Fleet;

/// <summary>What a runner believes of its lease is never more than what the store granted.</summary>
public sealed class AccountOwnershipTests : IAsyncDisposable
{
    private static readonly AccountKey Account = new("http://127.0.0.1:4000", "42");
    private static readonly LeaseTerms Minute = LeaseTerms.Default;

    private readonly TwoClocks _clocks = new();
    private readonly MemoryRunnerStore _store = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task The_deadline_lies_a_tenth_before_the_end_of_the_lease()
    {
        using var mine = Owner("a");
        Assert.Null(mine.Deadline(Account));
        Assert.Null(await mine.AskAsync(Account, Ct));
        Assert.Equal((1, _clocks.Wall.AddSeconds(54)), mine.Deadline(Account));
        _clocks.Live(TimeSpan.FromSeconds(53));
        Assert.Equal((1, _clocks.Wall.AddSeconds(1)), mine.Deadline(Account));
        _clocks.Live(TimeSpan.FromSeconds(1));
        Assert.Null(mine.Deadline(Account));
        Assert.Null(await mine.AskAsync(Account, Ct));
        Assert.Equal((1, _clocks.Wall.AddSeconds(54)), mine.Deadline(Account));
    }

    [Fact]
    public async Task A_machine_that_slept_and_a_clock_that_was_set_back_do_not_lengthen_it()
    {
        using var mine = Owner("a");
        await mine.AskAsync(Account, Ct);
        // Asleep: the wall clock ran on, the other one stood still.
        _clocks.Wall += TimeSpan.FromMinutes(5);
        Assert.Null(mine.Deadline(Account));
        await mine.AskAsync(Account, Ct);
        _clocks.Live(TimeSpan.FromSeconds(50));
        _clocks.Wall -= TimeSpan.FromHours(1);
        Assert.Equal(_clocks.Wall.AddSeconds(4), mine.Deadline(Account)!.Value.Until);
        _clocks.Live(TimeSpan.FromSeconds(4));
        Assert.Null(mine.Deadline(Account));
    }

    [Fact]
    public async Task Time_counts_from_before_the_store_was_asked()
    {
        using var mine = Owner("a", new Sql.WrongStore(_store) { Fleet = new SlowFleet(_store.Fleet, () => _clocks.Live(TimeSpan.FromSeconds(10))) });
        await mine.AskAsync(Account, Ct);
        Assert.Equal(_clocks.Wall.AddSeconds(44), mine.Deadline(Account)!.Value.Until);
    }

    [Fact]
    public async Task Another_profile_is_another_owner_even_under_the_same_runner_id()
    {
        using var mine = Owner("a");
        using var other = Owner("b");
        Assert.Null(await mine.AskAsync(Account, Ct));
        Assert.Equal("a", (await other.AskAsync(Account, Ct))?.Owner);
        Assert.Null(other.Deadline(Account));
        await mine.ReleaseAsync();
        Assert.Null(mine.Deadline(Account));
        Assert.Null(await other.AskAsync(Account, Ct));
        Assert.Equal(2, other.Deadline(Account)!.Value.Token);
    }

    [Fact]
    public async Task Whoever_was_replaced_learns_it_and_says_so()
    {
        using var mine = Owner("a");
        await mine.AskAsync(Account, Ct);
        await _store.Fleet.ReleaseAsync(Account, 1, _clocks.Wall, Ct);
        await _store.Fleet.TakeAsync(Account, "b", Minute, Ct);
        Assert.Equal("b", (await mine.AskAsync(Account, Ct))?.Owner);
        Assert.Null(mine.Deadline(Account));
        Assert.Equal(1, (await _store.Events.LatestAsync(EventTypes.AccountLeaseLost, Ct))!.Data["token"]!.GetValue<long>());
    }

    [Fact]
    public void Profiles_have_owner_names_of_their_own_that_outlive_a_process()
    {
        using var folder = new TempFolder();
        RunnerSettings Settings(string profile)
        {
            ProfileFolder.Prepare(folder.File(profile));
            return new RunnerSettings { ProfileDir = folder.File(profile), RunnerId = "same", DatabaseUrl = "postgres://a:b@127.0.0.1/x" };
        }

        var name = OwnerName.Of(Settings("one"));
        Assert.Equal(name, OwnerName.Of(Settings("one")));
        Assert.NotEqual(name, OwnerName.Of(Settings("two")));
        // A copy of the profile elsewhere.
        File.Copy(Path.Combine(folder.File("one"), "owner"), Path.Combine(folder.File("two"), "owner"), overwrite: true);
        Assert.NotEqual(name, OwnerName.Of(Settings("two")));
    }

    private AccountOwnership Owner(string owner, XBot.Core.Stores.IRunnerStore? store = null) => new(owner, Minute, store ?? _store, _clocks);

    private sealed class TwoClocks : TimeProvider
    {
        private TimeSpan _lived;

        public DateTimeOffset Wall { get; set; } = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long GetTimestamp() => _lived.Ticks;

        public void Live(TimeSpan time)
        {
            Wall += time;
            _lived += time;
        }
    }

    private sealed class SlowFleet(IFleetStore inner, Action passes) : Sql.DelegatingFleet(inner)
    {
        public override async Task<AccountLease> TakeAsync(AccountKey account, string owner, LeaseTerms terms, CancellationToken ct)
        {
            var lease = await Inner.TakeAsync(account, owner, terms, ct);
            passes();
            return lease;
        }
    }
}
