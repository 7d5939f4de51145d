using XBot.Chrome.Processes;
using XBot.Core.Events;
using XBot.Testing;
using XBot.Tests.X.Mutation;

namespace XBot.Tests.Faults;

/// <summary>A running daemon, a process with a real Chromium, is struck at random moments, and is well again without a hand.</summary>
public sealed class FaultSuiteTests
{
    /// <summary>So many of the faults strike in an everyday run; which, changes with the day.</summary>
    private const int EverydayFaults = 6;

    private const int Times = 10;

    private const int Strikes = 3;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names() => [.. Faults.All.Select(fault => fault.Name)];

    [Fact]
    public async Task Six_faults_of_the_day_are_noticed_and_healed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the children of Chrome are found in /proc");
        var day = (int)(TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalDays;
        await using var desk = await FaultDesk.StartAsync(Ct);
        var run = new FaultRun(desk, new Random(Seed.OfThisRun()));
        for (var n = 0; n < EverydayFaults; n++)
        {
            var fault = Faults.All[((day * EverydayFaults) + n) % Faults.All.Count];
            if (await fault.Impossible(desk) is { } why)
                Figures.Print($"fault {fault}: not made here, {why}");
            else
                Figures.Print((await StrikeAsync(run, fault)).ToString());
        }
    }

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Names))]
    public async Task Each_fault_is_noticed_and_healed_ten_times(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the children of Chrome are found in /proc");
        var fault = Faults.All.Single(fault => fault.Name == name);
        await using var desk = await FaultDesk.StartAsync(Ct);
        if (await fault.Impossible(desk) is { } why)
            Assert.Skip(why);
        var run = new FaultRun(desk, new Random(Seed.OfThisRun()));
        var (strikes, missed) = (new List<FaultFigures>(), 0);
        for (var time = 0; time < Times; time++)
        {
            strikes.Add(await StrikeAsync(run, fault, _ => missed++));
            // At once: what a run of many minutes cannot put right any more need not be waited for.
            Assert.False(FaultFigures.AreTooMany(missed, Times + missed), $"fault {fault}: {missed} strikes missed their bound, after {strikes.Count} that did not");
        }

        Figures.Print(FaultFigures.Summary(strikes, missed));
    }

    [Theory]
    [InlineData(0, 10, false)]
    [InlineData(1, 10, false)]
    [InlineData(1, 11, false)]
    [InlineData(2, 12, true)]
    [InlineData(2, 20, false)]
    [InlineData(3, 20, true)]
    public void More_than_one_miss_in_ten_strikes_is_too_many(int missed, int strikes, bool tooMany) => Assert.Equal(tooMany, FaultFigures.AreTooMany(missed, strikes));

    [Fact]
    public async Task A_daemon_that_was_stopped_goes_on_at_once_and_makes_up_for_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals by their numbers");
        await using var desk = await FaultDesk.StartAsync(Ct);
        _ = Libc.Kill(desk.Daemon.Pid, FaultDesk.SigStop);
        var before = await desk.NewestAsync();
        // As long as twenty slots.
        await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System, Ct);
        _ = Libc.Kill(desk.Daemon.Pid, FaultDesk.SigCont);
        var resumed = TimeProvider.System.GetUtcNow();

        var third = await desk.UntilAsync("the third cycle", async () => (await desk.EventsAsync(before)).Where(FaultDesk.IsCycle).Skip(2).FirstOrDefault(), Ct);

        // The one that was broken off, then one sleep after the other.
        Assert.True(third.At - resumed >= TimeSpan.FromSeconds(0.2 * 0.8), $"three cycles within {third.At - resumed}");
        Assert.DoesNotContain(await desk.EventsAsync(before), found => found.Type is EventTypes.ChromeLost or EventTypes.ClockSetBack or EventTypes.SleepDetected);
    }

    /// <param name="missed">Is told each strike that missed its bound and was made again.</param>
    private static async Task<FaultFigures> StrikeAsync(FaultRun run, Fault fault, Action<FaultFigures>? missed = null)
    {
        var figures = await run.StrikeAsync(fault, Ct);
        // What a burst of other work did is gone at the next strike; what the daemon does is there each time.
        for (var again = 1; !figures.AreWithinBounds && again < Strikes; again++)
        {
            Figures.Print($"struck again: {figures}");
            missed?.Invoke(figures);
            figures = await run.StrikeAsync(fault, Ct);
        }

        Assert.True(figures.AreWithinBounds, figures.ToString());
        return figures;
    }
}
