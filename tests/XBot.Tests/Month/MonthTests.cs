using XBot.Core.Events;
using XBot.Core.Settings;
using XBot.Testing;
using XBot.Tests.X.Mutation;

namespace XBot.Tests.Month;

/// <summary>A month of the daemon in simulated time: its real loop, steps and policies over a world in which everything goes wrong that can.</summary>
public sealed class MonthTests
{
    /// <summary>30 days of one cycle a minute.</summary>
    private const int Month = 43_200;

    [Fact]
    public async Task A_month_of_faults_sleeps_clock_jumps_and_restarts_breaks_no_rule()
    {
        var run = new MonthRun(Settings, Seed.OfThisRun());
        var month = await run.RunAsync(Month, TestContext.Current.CancellationToken);

        var world = run.World;
        var alerts = month.Events.Count(found => found.Type == EventTypes.NoActivity);
        Figures.Print(FormattableString.Invariant(
            $"simulated month, seed {Seed.OfThisRun()}: {run.Cycles} cycles, {world.Awake.TotalDays:0.0} days awake of {(world.True - MonthWorld.Begin).TotalDays:0.0}, {world.Life} lives, {month.Clicks.Count} clicks, {alerts} alerts of inactivity, longest gap between heartbeats {MonthRules.LongestGap(month)}"));
        Figures.Print($"simulated month: {string.Join(", ", world.Happened.OrderBy(entry => entry.Key).Select(entry => $"{entry.Key} {entry.Value}"))}");
        var broken = new MonthRules(Settings).Broken(month);
        Assert.True(broken.Count == 0, string.Join("\n", broken.Take(20)));
        Assert.Equal(run.Cycles, run.Rests);
        // Each cycle wrote one heartbeat, and all of them are in the store, or still wait for it.
        Assert.Equal(run.Cycles, month.Beats.Count);
        Assert.Equal(run.Cycles, month.Events.Count(found => found.Type == EventTypes.Heartbeat && found.Data["details"]?["cycle"] is not null) + world.Kept.All.Count);
        // A month in which nothing happened would prove nothing.
        Assert.True(month.Clicks.Count > 100, $"only {month.Clicks.Count} clicks");
        Assert.True(alerts > 3, $"only {alerts} alerts");
        Assert.All(new[] { EventTypes.SleepDetected, EventTypes.ClockSetBack, EventTypes.ChromeLost, EventTypes.PostingFrozen, EventTypes.RunnerAlert }, type => Assert.Contains(month.Events, found => found.Type == type));
        Assert.All(new[] { "slept", "clock set wrong", "killed", "ended by the watch over a hang", "store away", "heartbeats kept while the store was away", "paused" }, what => Assert.True(world.Happened.GetValueOrDefault(what) > 0, what));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_month()
    {
        var (one, other) = (new MonthRun(Settings, 7), new MonthRun(Settings, 7));
        var first = await one.RunAsync(2_000, TestContext.Current.CancellationToken);
        var second = await other.RunAsync(2_000, TestContext.Current.CancellationToken);
        Assert.Equal(first.Beats, second.Beats);
        Assert.Equal(first.Clicks, second.Clicks);
        Assert.Equal(first.Events.Select(found => (found.Type, found.At)), second.Events.Select(found => (found.Type, found.At)));
    }

    internal static RunnerSettings Settings { get; } = new()
    {
        ProfileDir = "/nowhere",
        RunnerId = "month",
        ReplyMode = ReplyMode.Auto,
        ReplyWriter = ReplyWriterKind.Canned,
    };
}
