using Npgsql;
using XBot.Core.Heartbeats;
using XBot.Core.Secrets;

namespace XBot.Sql.Postgres;

internal sealed class PostgresHeartbeatStore(PostgresDatabase database, string runnerId) : IHeartbeatStore
{
    public Task RecordAsync(Heartbeat beat, CancellationToken ct) => database.WriteAsync(connection => RecordAsync(connection, beat, "TRUE"), ct);

    public Task RecordKeptAsync(IReadOnlyList<Heartbeat> beats, CancellationToken ct) => database.WriteAsync(async connection =>
    {
        var written = 0;
        foreach (var beat in beats)
            if (!await IsThereAsync(connection, beat))
                written += await RecordAsync(connection, beat, "excluded.updated_at >= job.updated_at");
        return written;
    }, ct);

    private async Task<bool> IsThereAsync(NpgsqlConnection connection, Heartbeat beat)
    {
        var entry = HeartbeatEvent.Of(beat);
        return await connection.FirstAsync(
            "SELECT 1 FROM system_events WHERE event_type = @type AND created_at = @at AND runner_id = @runner AND event_data = @data::jsonb", row => row.GetInt32(0),
            ("type", entry.Type), ("at", entry.At), ("runner", runnerId), ("data", SecretMask.Shapes.Apply(entry.Data).ToJsonString())) == 1;
    }

    private async Task<int> RecordAsync(NpgsqlConnection connection, Heartbeat beat, string newer)
    {
        DateTimeOffset? success = beat.Status == RunnerStatus.Ok ? beat.At : null;
        DateTimeOffset? failure = beat.Status == RunnerStatus.Ok ? null : beat.At;
        await PostgresEventStore.AppendAsync(connection, runnerId, HeartbeatEvent.Of(beat));
        // COALESCE keeps what this beat says nothing about: a failure must not erase last_success.
        return await connection.ExecuteAsync($"""
            INSERT INTO job_heartbeats AS job (job_name, last_run_status, last_success, last_failure, last_error, consecutive_failures, updated_at, runner_id)
            VALUES (@job, @status, @success::timestamptz, @failure::timestamptz, @error::text, @failures, @at, @runner)
            ON CONFLICT (job_name, runner_id) DO UPDATE SET
                last_run_status = excluded.last_run_status,
                last_success = COALESCE(excluded.last_success, job.last_success),
                last_failure = COALESCE(excluded.last_failure, job.last_failure),
                last_error = COALESCE(excluded.last_error, job.last_error),
                consecutive_failures = excluded.consecutive_failures,
                updated_at = excluded.updated_at
            WHERE {newer}
            """,
            ("job", JobHeartbeat.Daemon), ("status", beat.Status.Name()), ("success", success), ("failure", failure),
            ("error", failure is null ? null : beat.Error), ("failures", beat.ConsecutiveFailures), ("at", beat.At), ("runner", runnerId));
    }

    public Task<JobHeartbeat?> ReadAsync(CancellationToken ct) => database.ReadAsync(connection => connection.FirstAsync("""
        SELECT job_name, last_run_status, last_success, last_failure, last_error, consecutive_failures, updated_at
        FROM job_heartbeats WHERE job_name = @job AND runner_id = @runner
        """,
        row => new JobHeartbeat(row.GetString(0), RunnerStatusNames.Parse(row.GetString(1)) ?? RunnerStatus.Error, row.TimeOrNull(2),
            row.TimeOrNull(3), row.TextOrNull(4), row.GetInt32(5), row.Time(6)),
        ("job", JobHeartbeat.Daemon), ("runner", runnerId)), ct);
}
