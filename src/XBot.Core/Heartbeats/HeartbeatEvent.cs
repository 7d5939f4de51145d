using System.Text.Json.Nodes;
using XBot.Core.Events;

namespace XBot.Core.Heartbeats;

/// <summary>The event that every store writes beside the job row of a heartbeat.</summary>
public static class HeartbeatEvent
{
    /// <summary>
    /// <c>{"status":"CDP_DOWN","consecutive_failures":2,"error":"…","details":{…}}</c>; <c>error</c> is absent with OK.
    /// </summary>
    public static RunnerEvent Of(Heartbeat beat)
    {
        var data = new JsonObject
        {
            ["status"] = beat.Status.Name(),
            ["consecutive_failures"] = beat.ConsecutiveFailures,
        };
        if (beat.Error is not null)
            data["error"] = beat.Error;
        data["details"] = beat.Details.DeepClone();
        return new RunnerEvent(EventTypes.Heartbeat, SeverityOf(beat.Status), data, beat.At);
    }

    private static EventSeverity SeverityOf(RunnerStatus status) => status switch
    {
        RunnerStatus.Ok => EventSeverity.Info,
        RunnerStatus.Error => EventSeverity.Error,
        _ => EventSeverity.Warning,
    };
}
