using System.Text.Json.Nodes;
using XBot.Core.Browsers;
using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Core.Pipeline;
using XBot.Core.Sessions;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.Core.Daemon;

/// <summary>One run of the pipeline, unless the mode or the circuit says no. A pause ends it within a second, but for the click itself.</summary>
public sealed class PipelineStep(
    RunnerSettings settings, IReplyPipeline pipeline, IRunnerStore store, PauseWatch pause, PipelineCircuit circuit, IStageWatch stages, TimeProvider time)
{
    // Of each of its steps: the longest, the catch-up, ends by itself after ten.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(12);

    private bool _alertDue;

    public async Task RunAsync(CycleStatus status, SessionReport session, CancellationToken stop)
    {
        if (!settings.RunnerMode)
        {
            status.Pipeline = "RUNNER_MODE is false: checks only";
            return;
        }

        if (!circuit.Allows(time.GetUtcNow()))
        {
            status.Pipeline = "the circuit is open";
            status.Fail(RunnerStatus.Error, $"the pipeline failed {PipelineCircuit.OpensAfter} times in a row, next trial later: {circuit.LastError}");
            return;
        }

        stages.Enter("pipeline", Deadline);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, pause.Paused);
        try
        {
            await store.Plans.EnsureAsync(Today(), settings.MaxRepliesPerDay, settings.MaxRepliesPerHour, time.GetUtcNow(), either.Token);
            await JudgeAsync(await pipeline.RunAsync(session, step => stages.Enter($"pipeline, {step}", Deadline), either.Token), status, stop);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            status.Paused = true;
            status.Pipeline = "paused in the middle of a run";
        }
        catch (Exception e) when (e is not OperationCanceledException and not BrowserLostException and not StoreUnavailableException and not StoreRefusedException)
        {
            await FailAsync($"{e.GetType().Name}: {e.Message}", status, stop);
        }
    }

    private async Task JudgeAsync(PipelineReport report, CycleStatus status, CancellationToken ct)
    {
        status.Pipeline = report.Summary;
        switch (report.Outcome)
        {
            case PipelineOutcome.SessionLost:
                status.Fail(RunnerStatus.SessionInvalid, report.Summary);
                break;
            case PipelineOutcome.Failed:
                await FailAsync(report.Summary, status, ct);
                break;
            default:
                circuit.Succeeded();
                break;
        }
    }

    private async Task FailAsync(string error, CycleStatus status, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        status.Pipeline ??= error;
        status.Fail(RunnerStatus.Error, error);
        _alertDue |= circuit.Failed(error, now);
        await store.Events.AppendAsync(new RunnerEvent(EventTypes.PipelineError, EventSeverity.Error, new JsonObject { ["error"] = error }, now), ct);
        if (_alertDue)
        {
            await store.Events.AppendAsync(new RunnerEvent(EventTypes.RunnerAlert, EventSeverity.Critical, new JsonObject
            {
                ["what"] = $"the pipeline failed {PipelineCircuit.OpensAfter} times in a row",
                ["reason"] = error,
                ["fix"] = "see xbot doctor and xbot logs; a trial is made every DAEMON_MAX_SLEEP",
            }, now), ct);
            // Due until it is written.
            _alertDue = false;
        }
    }

    private DateOnly Today() => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
}
