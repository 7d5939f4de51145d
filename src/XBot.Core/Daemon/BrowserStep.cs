using System.Text.Json.Nodes;
using XBot.Core.Browsers;
using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Core.Stores;

namespace XBot.Core.Daemon;

/// <summary>Our Chrome is there, or is started. Its loss is recorded the moment it is noticed, with a heartbeat of its own.</summary>
public sealed class BrowserStep(IBrowserCheck browser, IRunnerStore store, IStageWatch stages, TimeProvider time)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    private volatile string? _lost;

    /// <summary>To be called when the browser says that it is gone, from any thread.</summary>
    public void NoteLoss(string reason) => _lost = reason;

    /// <returns>Whether the browser can be worked with.</returns>
    public async Task<bool> RunAsync(CycleStatus status, CancellationToken ct)
    {
        stages.Enter("browser", Deadline);
        if (_lost is { } lost)
        {
            var at = time.GetUtcNow();
            await store.Events.AppendAsync(new RunnerEvent(EventTypes.ChromeLost, EventSeverity.Warning, new JsonObject { ["reason"] = lost }, at), ct);
            await store.Heartbeats.RecordAsync(new Heartbeat(RunnerStatus.CdpDown, 1, lost, new JsonObject { ["browser"] = "down", ["browser_detail"] = lost }, at), ct);
            // Forgotten only now that it is written; a loss noted meanwhile stays.
            Interlocked.CompareExchange(ref _lost, null, lost);
        }

        var report = await browser.EnsureAsync(ct);
        status.Browser = report.Ready ? "running" : "down";
        status.BrowserDetail = report.Detail;
        if (report.Restarted)
        {
            await store.Events.AppendAsync(
                new RunnerEvent(EventTypes.ChromeStarted, EventSeverity.Info, new JsonObject { ["pid"] = report.Pid, ["version"] = report.Version }, time.GetUtcNow()), ct);
        }

        if (!report.Ready)
            status.Fail(RunnerStatus.CdpDown, report.Detail);
        return report.Ready;
    }
}
