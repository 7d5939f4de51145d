namespace XBot.Core.Heartbeats;

public interface IHeartbeatStore
{
    /// <summary>Writes the event and the job row in one transaction.</summary>
    Task RecordAsync(Heartbeat beat, CancellationToken ct);

    /// <summary>
    /// Writes those that were kept while the store was away, oldest first, in one transaction. One that is there already, at the same time with the same
    /// words, is not written again; the job row never goes back in time.
    /// </summary>
    Task RecordKeptAsync(IReadOnlyList<Heartbeat> beats, CancellationToken ct);

    /// <summary>The job's row, or null before the first heartbeat.</summary>
    Task<JobHeartbeat?> ReadAsync(CancellationToken ct);
}
