using System.Globalization;
using System.Text.Json.Nodes;
using XBot.Core.Browsers;
using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Core.Stores;

namespace XBot.Core.Daemon;

/// <summary>
/// Our Chrome is there, or is started, or is replaced because it is worn out. Its loss is recorded the moment it is noticed, with a heartbeat of its
/// own; one that is lost again and again is left alone for a while, and a person is told.
/// </summary>
public sealed class BrowserStep(IBrowserCheck browser, RestartBudget budget, IRunnerStore store, IStageWatch stages, TimeProvider time)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    /// <summary>So long without a browser, and a person should know.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private volatile Loss? _lost;
    private Loss? _written;
    private long? _downSince;
    private bool _alerted;

    /// <summary>To be called when the browser says that it is gone, from any thread.</summary>
    public void NoteLoss(string reason)
    {
        budget.Lost();
        _lost = new Loss(reason, time.GetUtcNow());
    }

    /// <returns>Whether the browser can be worked with.</returns>
    public async Task<bool> RunAsync(CycleStatus status, CancellationToken ct)
    {
        stages.Enter("browser", Deadline);
        await TellLossAsync(ct);
        if (!browser.IsUp && budget.Wait is var wait && wait > TimeSpan.Zero)
            return await DownAsync(status, "given_up", GivenUp(wait), "Chrome keeps dying", ct);
        var report = await EnsureAsync(ct);
        // Each of the three has a deadline of its own.
        stages.Enter("browser", Deadline);
        if (report.Ready && await browser.RecycleAsync(ct) is { } recycled)
        {
            stages.Enter("browser", Deadline);
            await TellAsync(EventTypes.ChromeRecycled, EventSeverity.Info, new JsonObject { ["what"] = recycled.What, ["because"] = recycled.Because }, ct);
            report = await EnsureAsync(ct);
        }

        if (!report.Ready)
            return await DownAsync(status, "down", report.Detail, IsOverdue() ? "no Chrome to work with" : null, ct);
        (_downSince, _alerted) = (null, false);
        (status.Browser, status.BrowserDetail) = ("running", report.Detail);
        return true;
    }

    private async Task<BrowserReport> EnsureAsync(CancellationToken ct)
    {
        var report = await browser.EnsureAsync(ct);
        // One that hung was found out, and replaced, just now.
        await TellLossAsync(ct);
        if (report.Restarted)
            await TellAsync(EventTypes.ChromeStarted, EventSeverity.Info, new JsonObject { ["pid"] = report.Pid, ["version"] = report.Version }, ct);
        return report;
    }

    private async Task TellLossAsync(CancellationToken ct)
    {
        if (_lost is not { } lost)
            return;
        var (reason, noticed) = lost;
        // The store may go away between the two: what it has is not written again.
        if (!ReferenceEquals(_written, lost))
            await TellAsync(EventTypes.ChromeLost, EventSeverity.Warning, noticed, new JsonObject { ["reason"] = reason, ["losses_in_last_hour"] = budget.Losses }, ct);
        _written = lost;
        await store.Heartbeats.RecordAsync(new Heartbeat(RunnerStatus.CdpDown, 1, reason, new JsonObject { ["browser"] = "down", ["browser_detail"] = reason }, time.GetUtcNow()), ct);
        // Forgotten only now that it is written; a loss noted meanwhile stays.
        Interlocked.CompareExchange(ref _lost, null, lost);
        _written = null;
    }

    /// <param name="alert">What a person should be told, once for each time that it is down; null when it is too early.</param>
    private async Task<bool> DownAsync(CycleStatus status, string state, string detail, string? alert, CancellationToken ct)
    {
        (status.Browser, status.BrowserDetail) = (state, detail);
        status.Fail(RunnerStatus.CdpDown, detail);
        if (alert is not null && !_alerted)
        {
            await TellAsync(EventTypes.RunnerAlert, EventSeverity.Error, new JsonObject { ["what"] = alert, ["reason"] = detail }, ct);
            // Only once it is written: a store that is away makes it come again.
            _alerted = true;
        }

        return false;
    }

    private bool IsOverdue() => time.GetElapsedTime(_downSince ??= time.GetTimestamp()) >= Patience;

    private string GivenUp(TimeSpan wait)
    {
        var minutes = Math.Ceiling(wait.TotalMinutes).ToString(CultureInfo.InvariantCulture);
        return $"Chrome was lost {budget.Losses} times within an hour and is left alone for {minutes} min: look at 'xbot logs' and the computer's memory, then 'xbot chrome start'";
    }

    private Task TellAsync(string type, EventSeverity severity, JsonObject data, CancellationToken ct) => TellAsync(type, severity, time.GetUtcNow(), data, ct);

    private Task TellAsync(string type, EventSeverity severity, DateTimeOffset at, JsonObject data, CancellationToken ct) =>
        store.Events.AppendAsync(new RunnerEvent(type, severity, data, at), ct);

    /// <param name="At">When it was noticed: replacing a browser that hangs takes a while.</param>
    private sealed record Loss(string Reason, DateTimeOffset At);
}
