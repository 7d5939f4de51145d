using XBot.Core.Heartbeats;

namespace XBot.Sql.Postgres;

internal sealed class PostgresHeartbeatStore(PostgresDatabase database, string runnerId) : IHeartbeatStore
{
    public Task RecordAsync(Heartbeat beat, CancellationToken ct) => database.WriteAsync(async connection =>
    {
        DateTimeOffset? success = beat.Status == RunnerStatus.Ok ? beat.At : null;
        DateTimeOffset? failure = beat.Status == RunnerStatus.Ok ? null : beat.At;
        await PostgresEventStore.AppendAsync(connection, runnerId, HeartbeatEvent.Of(beat));
        // COALESCE keeps what this beat says nothing about: a failure must not erase last_success (incident 9).
        return await connection.ExecuteAsync("""
            INSERT INTO job_heartbeats AS job (job_name, last_run_status, last_success, last_failure, last_error, consecutive_failures, updated_at, runner_id)
            VALUES (@job, @status, @success::timestamptz, @failure::timestamptz, @error::text, @failures, @at, @runner)
            ON CONFLICT (job_name, runner_id) DO UPDATE SET
                last_run_status = excluded.last_run_status,
                last_success = COALESCE(excluded.last_success, job.last_success),
                last_failure = COALESCE(excluded.last_failure, job.last_failure),
                last_error = COALESCE(excluded.last_error, job.last_error),
                consecutive_failures = excluded.consecutive_failures,
                updated_at = excluded.updated_at
            """,
            ("job", JobHeartbeat.Daemon), ("status", beat.Status.Name()), ("success", success), ("failure", failure),
            ("error", failure is null ? null : beat.Error), ("failures", beat.ConsecutiveFailures), ("at", beat.At), ("runner", runnerId));
    }, ct);

    public Task<JobHeartbeat?> ReadAsync(CancellationToken ct) => database.ReadAsync(connection => connection.FirstAsync("""
        SELECT job_name, last_run_status, last_success, last_failure, last_error, consecutive_failures, updated_at
        FROM job_heartbeats WHERE job_name = @job AND runner_id = @runner
        """,
        row => new JobHeartbeat(row.GetString(0), RunnerStatusNames.Parse(row.GetString(1)) ?? RunnerStatus.Error, row.TimeOrNull(2),
            row.TimeOrNull(3), row.TextOrNull(4), row.GetInt32(5), row.Time(6)),
        ("job", JobHeartbeat.Daemon), ("runner", runnerId)), ct);
}
