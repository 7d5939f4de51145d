using System.Text.Json.Nodes;
using XBot.Core.Events;

namespace XBot.Core.Daemon;

/// <summary>Writes down what happened around the loop since its last cycle: a pause, its end, a sleep of the machine, a clock that was set.</summary>
public sealed class NoticeStep(ClockWatch clock, IEventStore events, IStageWatch stages, TimeProvider time)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private bool _wasPaused;

    public async Task RunAsync(CycleStatus status, CancellationToken ct)
    {
        stages.Enter("notice", Deadline);
        // What was read but could not be written is written in a later cycle.
        clock.Look();
        while (clock.Oldest is { } drift)
        {
            await events.AppendAsync(Event(drift), ct);
            clock.Forget();
        }

        if (status.Paused == _wasPaused)
            return;
        await events.AppendAsync(new RunnerEvent(status.Paused ? EventTypes.RunnerPaused : EventTypes.RunnerResumed, EventSeverity.Info, [], time.GetUtcNow()), ct);
        _wasPaused = status.Paused;
    }

    private static RunnerEvent Event(ClockDrift drift) => drift.By > TimeSpan.Zero
        ? new RunnerEvent(EventTypes.SleepDetected, EventSeverity.Info, new JsonObject { ["seconds"] = Math.Round(drift.By.TotalSeconds, 1) }, drift.At)
        : new RunnerEvent(EventTypes.ClockSetBack, EventSeverity.Warning, new JsonObject { ["seconds"] = Math.Round(-drift.By.TotalSeconds, 1) }, drift.At);
}
