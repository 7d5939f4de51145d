using XBot.Core.Daemon;
using XBot.Core.Events;
using XBot.Testing.Stores;

namespace XBot.Tests.CoreRules.Daemon;

/// <summary>What happens around the loop is noticed and written down once: sleeps, clocks that were set, pauses.</summary>
public sealed class NoticeTests : IDisposable
{
    private readonly TwoClocks _time = new();
    private readonly WakeSignal _wake;
    private readonly ClockWatch _clock;
    private readonly MemoryRunnerStore _store;
    private readonly NoticeStep _notice;

    public NoticeTests()
    {
        _wake = new WakeSignal(_time);
        _clock = new ClockWatch(_wake, _time);
        _store = new MemoryRunnerStore("runner-a");
        _notice = new NoticeStep(_clock, _store.Events, new NoStages(), _time);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _wake.Dispose();

    [Fact]
    public async Task A_sleep_of_the_machine_is_written_once_and_wakes_the_loop()
    {
        _time.Live(TimeSpan.FromSeconds(1));
        _time.Jump(TimeSpan.FromHours(8));
        _clock.Look();

        await _wake.SleepAsync(Timeout.InfiniteTimeSpan, Ct);
        await _notice.RunAsync(new CycleStatus(), Ct);
        await _notice.RunAsync(new CycleStatus(), Ct);

        var slept = Assert.Single(await EventsAsync());
        Assert.Equal(EventTypes.SleepDetected, slept.Type);
        Assert.Equal(28800, (double)slept.Data["seconds"]!);
    }

    [Fact]
    public async Task A_clock_set_back_is_told_apart()
    {
        _time.Jump(TimeSpan.FromMinutes(-10));
        await _notice.RunAsync(new CycleStatus(), Ct);

        var set = Assert.Single(await EventsAsync());
        Assert.Equal((EventTypes.ClockSetBack, 600), (set.Type, (double)set.Data["seconds"]!));
    }

    [Fact]
    public async Task A_long_wait_with_both_clocks_running_is_no_sleep()
    {
        _time.Live(TimeSpan.FromHours(3));
        _time.Jump(TimeSpan.FromSeconds(4));
        await _notice.RunAsync(new CycleStatus(), Ct);

        Assert.Empty(await EventsAsync());
    }

    [Fact]
    public async Task Pause_and_resume_are_written_when_they_change()
    {
        foreach (var paused in new[] { false, true, true, false, false })
            await _notice.RunAsync(new CycleStatus { Paused = paused }, Ct);

        Assert.Equal([EventTypes.RunnerPaused, EventTypes.RunnerResumed], (await EventsAsync()).Select(found => found.Type));
    }

    private async Task<IReadOnlyList<StoredEvent>> EventsAsync() => [.. (await _store.Events.ListAsync(new EventQuery(), Ct)).OrderBy(found => found.Id)];
}
