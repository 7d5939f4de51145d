using XBot.Core.Heartbeats;
using XBot.Core.Stores;

namespace XBot.Testing.Stores;

internal sealed class MemoryHeartbeatStore(MemoryTables tables, string runnerId) : IHeartbeatStore
{
    public Task RecordAsync(Heartbeat beat, CancellationToken ct) => tables.Run(() => Record(beat, overtakes: true), ct);

    public Task RecordKeptAsync(IReadOnlyList<Heartbeat> beats, CancellationToken ct) => tables.Run(
        () => beats.Where(beat => !IsThere(beat)).Count(beat => Record(beat, StoredTime.Truncate(beat.At) >= (tables.Heartbeat?.UpdatedAt ?? default))), ct);

    private bool IsThere(Heartbeat beat)
    {
        var entry = HeartbeatEvent.Of(beat);
        var data = entry.Data.ToJsonString();
        return tables.Events.Exists(there => there.Type == entry.Type && there.RunnerId == runnerId && there.At == StoredTime.Truncate(entry.At) && there.Data.ToJsonString() == data);
    }

    private bool Record(Heartbeat beat, bool overtakes)
    {
        var at = StoredTime.Truncate(beat.At);
        var ok = beat.Status == RunnerStatus.Ok;
        var last = tables.Heartbeat;
        if (overtakes)
            tables.Heartbeat = new JobHeartbeat(
                JobHeartbeat.Daemon,
                beat.Status,
                ok ? at : last?.LastSuccess,
                ok ? last?.LastFailure : at,
                ok ? last?.LastError : beat.Error ?? last?.LastError,
                beat.ConsecutiveFailures,
                at);
        return tables.Append(runnerId, HeartbeatEvent.Of(beat));
    }

    public Task<JobHeartbeat?> ReadAsync(CancellationToken ct) => tables.Run(() => tables.Heartbeat, ct);
}
