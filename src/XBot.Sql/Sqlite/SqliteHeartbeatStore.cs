using Microsoft.Data.Sqlite;
using XBot.Core.Heartbeats;
using XBot.Core.Secrets;

namespace XBot.Sql.Sqlite;

internal sealed class SqliteHeartbeatStore(SqliteDatabase database, string runnerId) : IHeartbeatStore
{
    public Task RecordAsync(Heartbeat beat, CancellationToken ct) => database.WriteAsync(connection => Record(connection, beat, "TRUE"), ct);

    public Task RecordKeptAsync(IReadOnlyList<Heartbeat> beats, CancellationToken ct) => database.WriteAsync(
        connection => beats.Where(beat => !IsThere(connection, beat)).Sum(beat => Record(connection, beat, "excluded.updated_at >= updated_at")), ct);

    internal const string IsThereSql = "SELECT 1 FROM system_events WHERE event_type = $type AND created_at = $at AND event_data = $data";

    private static bool IsThere(SqliteConnection connection, Heartbeat beat)
    {
        var entry = HeartbeatEvent.Of(beat);
        return connection.Scalar(IsThereSql, ("$type", entry.Type), ("$at", StoreText.Of(entry.At)), ("$data", SecretMask.Shapes.Apply(entry.Data).ToJsonString())) is not null;
    }

    private int Record(SqliteConnection connection, Heartbeat beat, string newer)
    {
        var at = StoreText.Of(beat.At);
        var ok = beat.Status == RunnerStatus.Ok;
        SqliteEventStore.Append(connection, runnerId, HeartbeatEvent.Of(beat));
        // COALESCE keeps what this beat says nothing about: a failure must not erase last_success.
        return connection.Execute($"""
            INSERT INTO job_heartbeats (job_name, last_run_status, last_success, last_failure, last_error, consecutive_failures, updated_at, runner_id)
            VALUES ($job, $status, $success, $failure, $error, $failures, $at, $runner)
            ON CONFLICT (job_name) DO UPDATE SET
                last_run_status = excluded.last_run_status,
                last_success = COALESCE(excluded.last_success, last_success),
                last_failure = COALESCE(excluded.last_failure, last_failure),
                last_error = COALESCE(excluded.last_error, last_error),
                consecutive_failures = excluded.consecutive_failures,
                updated_at = excluded.updated_at,
                runner_id = excluded.runner_id
            WHERE {newer}
            """,
            ("$job", JobHeartbeat.Daemon), ("$status", beat.Status.Name()), ("$success", ok ? at : null), ("$failure", ok ? null : at),
            ("$error", ok ? null : beat.Error), ("$failures", beat.ConsecutiveFailures), ("$at", at), ("$runner", runnerId));
    }

    public Task<JobHeartbeat?> ReadAsync(CancellationToken ct) => database.ReadAsync(connection => connection.Query("""
        SELECT job_name, last_run_status, last_success, last_failure, last_error, consecutive_failures, updated_at
        FROM job_heartbeats WHERE job_name = $job
        """,
        row => new JobHeartbeat(row.GetString(0), RunnerStatusNames.Parse(row.GetString(1)) ?? RunnerStatus.Error, row.TimeOrNull(2),
            row.TimeOrNull(3), row.TextOrNull(4), row.GetInt32(5), row.Time(6)),
        ("$job", JobHeartbeat.Daemon)).FirstOrDefault(), ct);
}
