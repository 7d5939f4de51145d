using XBot.Core.Heartbeats;
using XBot.Core.Stores;

namespace XBot.Testing.Stores;

internal sealed class MemoryHeartbeatStore(MemoryTables tables, string runnerId) : IHeartbeatStore
{
    public Task RecordAsync(Heartbeat beat, CancellationToken ct) => tables.Run(() =>
    {
        var at = StoredTime.Truncate(beat.At);
        var ok = beat.Status == RunnerStatus.Ok;
        var last = tables.Heartbeat;
        tables.Heartbeat = new JobHeartbeat(
            JobHeartbeat.Daemon,
            beat.Status,
            ok ? at : last?.LastSuccess,
            ok ? last?.LastFailure : at,
            ok ? last?.LastError : beat.Error ?? last?.LastError,
            beat.ConsecutiveFailures,
            at);
        return tables.Append(runnerId, HeartbeatEvent.Of(beat));
    }, ct);

    public Task<JobHeartbeat?> ReadAsync(CancellationToken ct) => tables.Run(() => tables.Heartbeat, ct);
}
