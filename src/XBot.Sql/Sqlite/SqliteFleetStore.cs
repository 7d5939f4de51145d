using System.Globalization;
using Microsoft.Data.Sqlite;
using XBot.Core.Fleet;
using XBot.Core.Heartbeats;
using XBot.Core.Replies;

namespace XBot.Sql.Sqlite;

/// <summary>One file has one owner by nature; the rules are the same, by SQLite's own clock.</summary>
internal sealed class SqliteFleetStore(SqliteDatabase database, string runnerId) : IFleetStore
{
    private const string Now = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
    private const string Later = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', $lasts)";
    private const string Free = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', $free)";
    private const string Columns = "token, owner, runner_id, taken_at, (julianday(until) - julianday('now')) * 86400.0, origin, account_id";

    public Task<AccountLease> TakeAsync(AccountKey account, string owner, LeaseTerms terms, CancellationToken ct) => database.WriteAsync(connection =>
    {
        var taken = connection.Query($"""
            INSERT INTO account_leases (origin, account_id, token, owner, runner_id, taken_at, until, free_at)
            VALUES ($origin, $account, 1, $owner, $runner, {Now}, {Later}, {Free})
            ON CONFLICT (origin, account_id) DO UPDATE SET
                token = token + 1, owner = excluded.owner, runner_id = excluded.runner_id, taken_at = excluded.taken_at, until = excluded.until, free_at = excluded.free_at
            WHERE account_leases.owner IS NULL OR account_leases.owner = excluded.owner OR account_leases.free_at <= {Now}
            RETURNING {Columns}
            """,
            Row,
            ("$origin", account.Origin), ("$account", account.AccountId), ("$owner", owner), ("$runner", runnerId),
            ("$lasts", Seconds(terms.Lasts)), ("$free", Seconds(terms.Lasts + terms.ClickBudget))).FirstOrDefault();
        if (taken is not null)
            SqliteEventStore.Append(connection, runnerId, [LeaseEvents.Taken(account, taken.Token, taken.Since)]);
        return taken ?? connection.Query(
            $"SELECT {Columns} FROM account_leases WHERE origin = $origin AND account_id = $account", Row, ("$origin", account.Origin), ("$account", account.AccountId)).First();
    }, ct);

    public Task<bool> RenewAsync(AccountKey account, long token, LeaseTerms terms, CancellationToken ct) => database.WriteAsync(connection =>
        connection.Execute($"""
            UPDATE account_leases SET until = {Later}, free_at = {Free}
            WHERE origin = $origin AND account_id = $account AND token = $token AND owner IS NOT NULL
            """,
            ("$origin", account.Origin), ("$account", account.AccountId), ("$token", token),
            ("$lasts", Seconds(terms.Lasts)), ("$free", Seconds(terms.Lasts + terms.ClickBudget))) == 1, ct);

    public Task<bool> ReleaseAsync(AccountKey account, long token, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(connection =>
    {
        if (connection.Execute($"""
            UPDATE account_leases SET owner = NULL, until = {Now}, free_at = {Now}
            WHERE origin = $origin AND account_id = $account AND token = $token AND owner IS NOT NULL
            """,
            ("$origin", account.Origin), ("$account", account.AccountId), ("$token", token)) == 0)
            return false;
        SqliteEventStore.Append(connection, runnerId, [LeaseEvents.Released(account, token, at)]);
        return true;
    }, ct);

    public Task<IReadOnlyList<AccountLease>> LeasesAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<AccountLease>>(connection =>
        connection.Query($"SELECT {Columns} FROM account_leases ORDER BY origin, account_id", Row), ct);

    public Task<IReadOnlyList<FleetRunner>> RunnersAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<FleetRunner>>(connection =>
        connection.Query("""
            SELECT job.runner_id, job.last_run_status, job.updated_at, job.last_success,
                (SELECT created_at FROM system_events WHERE event_type = 'POST_SUCCESS' AND severity = 'info' ORDER BY id DESC LIMIT 1),
                (SELECT event_data FROM system_events WHERE event_type = 'RUNNER_DAEMON_HEARTBEAT' ORDER BY id DESC LIMIT 1)
            FROM job_heartbeats AS job WHERE job.job_name = $job
            """,
            row => new FleetRunner(row.GetString(0), RunnerStatusNames.Parse(row.GetString(1)) ?? RunnerStatus.Error, row.Time(2), row.TimeOrNull(3), row.TimeOrNull(4),
                row.TextOrNull(5) is { } beat ? StoreText.Object(beat) : null),
            ("$job", JobHeartbeat.Daemon)), ct);

    /// <summary>Whether the reply's account is owned under the token, now.</summary>
    public static bool Holds(SqliteConnection connection, long replyId, long token) => connection.Scalar($"""
        SELECT lease.token FROM account_leases AS lease JOIN replies ON replies.origin = lease.origin AND replies.account_id = lease.account_id
        WHERE replies.id = $id AND lease.token = $token AND lease.owner IS NOT NULL AND lease.until > {Now}
        """,
        ("$id", replyId), ("$token", token)) is not null;

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("'+'0.000' seconds'", CultureInfo.InvariantCulture);

    private static AccountLease Row(SqliteDataReader row) => new(
        new AccountKey(row.GetString(5), row.GetString(6)), row.GetInt64(0), row.TextOrNull(1), row.GetString(2), row.Time(3), TimeSpan.FromSeconds(row.GetDouble(4)));
}
