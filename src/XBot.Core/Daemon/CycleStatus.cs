using XBot.Core.Heartbeats;

namespace XBot.Core.Daemon;

/// <summary>What one cycle found, for the heartbeat. Filled as the cycle goes.</summary>
public sealed class CycleStatus
{
    public RunnerStatus Status { get; private set; } = RunnerStatus.Ok;
    public string? Error { get; private set; }

    /// <summary>"running", "down" or "given_up"; null while it was not asked.</summary>
    public string? Browser { get; set; }

    public string? BrowserDetail { get; set; }
    public string? Session { get; set; }
    public string? SessionReason { get; set; }
    public string? Handle { get; set; }
    public string? AccountId { get; set; }

    /// <summary>The runner that owns the account; null when nobody asked.</summary>
    public string? Owner { get; set; }

    /// <summary>It is this very process.</summary>
    public bool Owns { get; set; }

    /// <summary>The run's summary; null when it did not run.</summary>
    public string? Pipeline { get; set; }

    public bool Paused { get; set; }
    public string? FrozenReason { get; set; }

    /// <summary>The first failure names the status.</summary>
    public void Fail(RunnerStatus status, string error)
    {
        if (Status != RunnerStatus.Ok)
            return;
        Status = status;
        Error = error;
    }
}
