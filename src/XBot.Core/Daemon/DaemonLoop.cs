using Microsoft.Extensions.Logging;
using XBot.Core.Browsers;
using XBot.Core.Heartbeats;
using XBot.Core.Posting;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.Core.Daemon;

/// <summary>
/// The product: <c>paused? ─► browser ─► session ─► owner? ─► pipeline ─► watchdog ─► heartbeat ─► sleep</c>.
/// A failed check skips the pipeline, never the watchdog nor the heartbeat.
/// </summary>
public sealed partial class DaemonLoop(
    RunnerSettings settings, NoticeStep notice, BrowserStep browser, SessionStep session, OwnerStep owner, PipelineStep pipeline, WatchdogStep watchdog, HeartbeatStep heartbeat,
    IPauseSwitch pause, PostingFreeze freeze, WakeSignal wake, IStageWatch stages, SemaphoreSlim turn, Random chance, TimeProvider time, ILogger<DaemonLoop> log)
{
    // Longer than the longest run of the pipeline with all that a command does before it.
    private static readonly TimeSpan TurnDeadline = TimeSpan.FromMinutes(30);

    /// <summary>Beyond the sleep itself. What the machine slept meanwhile does not count, and a wake only shortens it.</summary>
    private static readonly TimeSpan Oversleep = TimeSpan.FromMinutes(1);

    private int _failures;

    /// <summary>Called after each round in which every check passed and the heartbeat is written: progress, not presence. It neither throws nor waits.</summary>
    public Action? Verified { get; init; }

    /// <summary>Called before each sleep. It neither throws nor waits.</summary>
    public Action? Resting { get; init; }

    /// <summary>Runs until cancelled; returns then, with everything recorded.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        for (long cycle = 1; !stop.IsCancellationRequested; cycle++)
        {
            try
            {
                var status = await CycleAsync(stop);
                _failures = status.Status == RunnerStatus.Ok ? 0 : _failures + 1;
                var sleep = NextSleep(status);
                await ReportAsync(cycle, status, sleep);
                stages.Enter("sleep", sleep + Oversleep);
                Resting?.Invoke();
                await wake.SleepAsync(sleep, stop);
                stages.Rest();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The clean stop: what was in work has been recorded by the step that did it.
            }
        }

        stages.Rest();
    }

    private async Task<CycleStatus> CycleAsync(CancellationToken stop)
    {
        var status = new CycleStatus { Paused = pause.IsPaused };
        // Commands that need the browser take turns with the cycle. One that hangs is watched by this wait alone.
        stages.Enter("turn", TurnDeadline);
        await turn.WaitAsync(stop);
        try
        {
            await StepAsync(status, () => notice.RunAsync(status, stop), stop);
            await StepAsync(status, async () =>
            {
                status.FrozenReason = (await freeze.ReadAsync(stop))?.Reason;
                var report = await browser.RunAsync(status, stop) ? await session.RunAsync(status, stop) : null;
                if (await owner.RunAsync(status, report, stop) && report is not null && !pause.IsPaused)
                    await pipeline.RunAsync(status, report, stop);
            }, stop);
            await StepAsync(status, () => watchdog.RunAsync(status, stop), stop);
        }
        finally
        {
            turn.Release();
        }

        return status;
    }

    /// <summary>The loop's boundary: what a step throws becomes the cycle's status.</summary>
    private async Task StepAsync(CycleStatus status, Func<Task> step, CancellationToken stop)
    {
        try
        {
            await step();
        }
        catch (BrowserLostException e)
        {
            status.Browser = "down";
            status.Fail(RunnerStatus.CdpDown, e.Message);
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreRefusedException)
        {
            status.Fail(RunnerStatus.Error, e.Message);
        }
#pragma warning disable CA1031 // A daemon goes on: the failure is recorded, the loop backs off.
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogStep(log, e);
            status.Fail(RunnerStatus.Error, $"{e.GetType().Name}: {e.Message}");
        }
    }

    // A Chrome that was just lost is restarted at once; back-off begins when the restart fails.
    private TimeSpan NextSleep(CycleStatus status) =>
        status.Status == RunnerStatus.CdpDown && _failures == 1
            ? TimeSpan.Zero
            : SleepPolicy.Next(settings.Sleep, settings.MaxSleep, _failures, chance.NextDouble());

    private async Task ReportAsync(long cycle, CycleStatus status, TimeSpan sleep)
    {
        try
        {
            await heartbeat.RunAsync(cycle, status, _failures, sleep);
            if (status.Status == RunnerStatus.Ok)
                Verified?.Invoke();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The store is away, or says what nobody foresaw: the log is the only place left, and the loop waits for it.
            _failures = Math.Max(1, _failures);
            LogStoreAway(log, time.GetUtcNow(), e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A step failed in a way nobody foresaw")]
    private static partial void LogStep(ILogger log, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "No heartbeat could be written at {At:O}: {Reason}")]
    private static partial void LogStoreAway(ILogger log, DateTimeOffset at, string reason);
}
