using System.Text.Json.Nodes;

namespace XBot.Core.Heartbeats;

/// <summary>The status of a cycle, in both tables, in this spelling.</summary>
public enum RunnerStatus
{
    /// <summary>OK</summary>
    Ok,
    /// <summary>CDP_DOWN</summary>
    CdpDown,
    /// <summary>SESSION_INVALID</summary>
    SessionInvalid,
    /// <summary>ERROR</summary>
    Error,
}

/// <param name="ConsecutiveFailures">0 with OK, else 1 or more.</param>
/// <param name="Error">Why it is not OK; null with OK.</param>
/// <param name="Details">Goes into event_data beside status: cycle, paused, frozen, durations in ms, what the pipeline did.</param>
public sealed record Heartbeat(RunnerStatus Status, int ConsecutiveFailures, string? Error, JsonObject Details, DateTimeOffset At);

/// <summary>The row <c>runner_daemon</c> of <c>job_heartbeats</c>. A failure never erases <see cref="LastSuccess"/>, nor a success <see cref="LastFailure"/> and <see cref="LastError"/>.</summary>
public sealed record JobHeartbeat(
    string JobName,
    RunnerStatus LastRunStatus,
    DateTimeOffset? LastSuccess,
    DateTimeOffset? LastFailure,
    string? LastError,
    int ConsecutiveFailures,
    DateTimeOffset UpdatedAt)
{
    /// <summary>The daemon's job, under the name that people look for with SQL.</summary>
    public const string Daemon = "runner_daemon";
}
