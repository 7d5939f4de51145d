namespace XBot.App.Reports;

/// <summary><c>xbot status --json</c>: part of the outside contract. Times are ISO-8601 UTC; null is "never" or "not known".</summary>
internal sealed record StatusReport
{
    /// <summary>running or stopped.</summary>
    public required string Runner { get; init; }

    /// <summary>shadow, approve or auto: the daemon's own, or the configured one before it ever ran.</summary>
    public required string Mode { get; init; }

    public required bool Paused { get; init; }
    public bool Frozen { get; init; }

    /// <summary>running, down, given_up (its restarts are used up) or unknown (nobody watches it).</summary>
    public string Browser { get; init; } = "unknown";

    /// <summary>The session's state when it was last looked at.</summary>
    public string? Session { get; init; }

    public string? LastHeartbeat { get; init; }
    public string? LastPostSuccess { get; init; }
    public int? ConsecutiveFailures { get; init; }

    /// <summary>Null while no daemon runs.</summary>
    public string? NextWakeAt { get; init; }

    /// <summary>Replies by state; absent states are absent.</summary>
    public IReadOnlyDictionary<string, int> Queue { get; init; } = new Dictionary<string, int>();

    /// <summary>Starts in a row that ended by themselves before one round was good; the one at work is none of them.</summary>
    public int FailedStarts { get; init; }

    /// <summary>Until when a supervisor's next start waits after too many failed ones; null: nothing waits.</summary>
    public string? NextStartAt { get; init; }

    public int? Pid { get; init; }
    public required string RunnerId { get; init; }

    /// <summary>OK, CDP_DOWN, SESSION_INVALID or ERROR.</summary>
    public string? LastStatus { get; init; }

    public string? LastError { get; init; }
    public string? FrozenReason { get; init; }
    public string? Handle { get; init; }
    public required string Profile { get; init; }

    /// <summary>For people; null when there is none yet.</summary>
    public string? Store { get; init; }
}
