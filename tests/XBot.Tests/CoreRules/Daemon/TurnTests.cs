using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XBot.Core.Daemon;
using XBot.Core.Posting;
using XBot.Core.Settings;
using XBot.Testing.Stores;

namespace XBot.Tests.CoreRules.Daemon;

/// <summary>A command that holds the turn and hangs is found by the loop that waits for it.</summary>
public sealed class TurnTests : IStageWatch, IPauseSwitch
{
    private readonly TaskCompletionSource<(string Stage, TimeSpan Deadline)> _entered = new();

    public bool IsPaused => false;

    [Fact]
    public async Task The_wait_for_a_command_is_a_stage_with_a_deadline()
    {
        var time = new FakeTimeProvider();
        await using var store = new MemoryRunnerStore("runner-a");
        using var turn = new SemaphoreSlim(0, 1);
        using var stop = new CancellationTokenSource();
        using var wake = new WakeSignal(time);
        var settings = new RunnerSettings { ProfileDir = "/p", RunnerId = "runner-a" };
        var freeze = new PostingFreeze(store.Facts, () => null);
        // It comes no further than the turn: none of its steps is asked.
        var loop = new DaemonLoop(settings, null!, null!, null!, null!, null!, null!, null!, this, freeze, wake, this, turn, new Random(1), time, NullLogger<DaemonLoop>.Instance);
        var running = loop.RunAsync(stop.Token);
        Assert.Equal(("turn", TimeSpan.FromMinutes(30)), await _entered.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, TestContext.Current.CancellationToken));
        await stop.CancelAsync();
        await running;
    }

    void IStageWatch.Enter(string stage, TimeSpan deadline) => _entered.TrySetResult((stage, deadline));

    void IStageWatch.Rest()
    {
    }
}
