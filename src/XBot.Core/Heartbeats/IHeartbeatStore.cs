namespace XBot.Core.Heartbeats;

public interface IHeartbeatStore
{
    /// <summary>Writes the event and the job row in one transaction.</summary>
    Task RecordAsync(Heartbeat beat, CancellationToken ct);

    /// <summary>The job's row, or null before the first heartbeat.</summary>
    Task<JobHeartbeat?> ReadAsync(CancellationToken ct);
}
