using System.Text.Json.Nodes;
using XBot.App.Reports;
using XBot.Core.Events;

namespace XBot.App.Doctor;

/// <summary>Was it quiet for too long, and why? As the watchdog's last alert says, unless something was posted since.</summary>
internal sealed class ActivityCheck : IHealthCheck
{
    public string Name => "activity";

    public async Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        if (patient.Store is not { } store)
            return Finding.Pass("nothing was posted yet");
        var post = (await store.Events.LatestAsync(EventTypes.PostSuccess, ct))?.At;
        var plan = await store.Plans.LastExecutionAsync(ct);
        var told = $"{Told("post", post, patient.Now)}, {Told("progress of a plan", plan, patient.Now)}";
        var alert = await store.Events.LatestAsync(EventTypes.NoActivity, ct);
        if (alert is null || alert.At < post || alert.At < plan)
            return Finding.Pass(told);
        var reason = alert.Data["likely_reason"] is JsonValue value && value.TryGetValue<string>(out var text) ? $", likely because: {text}" : "";
        return Finding.Warn($"ALERT_NO_ACTIVITY {Times.Ago(alert.At, patient.Now)}; {told}{reason}", "see the checks above and './xbot queue list'; it never stops the daemon");
    }

    private static string Told(string what, DateTimeOffset? at, DateTimeOffset now) => at is { } time ? $"last {what} {Times.Ago(time, now)}" : $"no {what} ever";
}
