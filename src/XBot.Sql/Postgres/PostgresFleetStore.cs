using Npgsql;
using XBot.Core.Events;
using XBot.Core.Fleet;
using XBot.Core.Heartbeats;
using XBot.Core.Replies;

namespace XBot.Sql.Postgres;

// clock_timestamp(), not now(): that one is the beginning of the transaction, which may have waited for the row since.
internal sealed class PostgresFleetStore(PostgresDatabase database, string runnerId) : IFleetStore
{
    private const string Columns = "token, owner, runner_id, taken_at, EXTRACT(EPOCH FROM until - clock_timestamp())::double precision, origin, account_id";

    public Task<AccountLease> TakeAsync(AccountKey account, string owner, LeaseTerms terms, CancellationToken ct) => database.WriteAsync(async connection =>
    {
        var taken = await connection.FirstAsync($"""
            INSERT INTO account_leases AS lease (origin, account_id, token, owner, runner_id, taken_at, until, free_at)
            VALUES (@origin, @account, 1, @owner, @runner, clock_timestamp(), clock_timestamp() + make_interval(secs => @lasts), clock_timestamp() + make_interval(secs => @free))
            ON CONFLICT (origin, account_id) DO UPDATE SET
                token = lease.token + 1, owner = excluded.owner, runner_id = excluded.runner_id, taken_at = clock_timestamp(),
                until = clock_timestamp() + make_interval(secs => @lasts), free_at = clock_timestamp() + make_interval(secs => @free)
            WHERE lease.owner IS NULL OR lease.owner = excluded.owner OR lease.free_at <= clock_timestamp()
            RETURNING {Columns}
            """,
            Row,
            ("origin", account.Origin), ("account", account.AccountId), ("owner", owner), ("runner", runnerId),
            ("lasts", terms.Lasts.TotalSeconds), ("free", (terms.Lasts + terms.ClickBudget).TotalSeconds));
        if (taken is not null)
            await PostgresEventStore.AppendAsync(connection, runnerId, LeaseEvents.Taken(account, taken.Token, taken.Since));
        return taken ?? (await connection.FirstAsync(
            $"SELECT {Columns} FROM account_leases WHERE origin = @origin AND account_id = @account", Row, ("origin", account.Origin), ("account", account.AccountId)))!;
    }, ct);

    public Task<bool> RenewAsync(AccountKey account, long token, LeaseTerms terms, CancellationToken ct) => database.WriteAsync(async connection =>
        await connection.ExecuteAsync("""
            UPDATE account_leases SET until = clock_timestamp() + make_interval(secs => @lasts), free_at = clock_timestamp() + make_interval(secs => @free)
            WHERE origin = @origin AND account_id = @account AND token = @token AND owner IS NOT NULL
            """,
            ("origin", account.Origin), ("account", account.AccountId), ("token", token),
            ("lasts", terms.Lasts.TotalSeconds), ("free", (terms.Lasts + terms.ClickBudget).TotalSeconds)) == 1, ct);

    public Task<bool> ReleaseAsync(AccountKey account, long token, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(async connection =>
    {
        if (await connection.ExecuteAsync("""
            UPDATE account_leases SET owner = NULL, until = clock_timestamp(), free_at = clock_timestamp()
            WHERE origin = @origin AND account_id = @account AND token = @token AND owner IS NOT NULL
            """,
            ("origin", account.Origin), ("account", account.AccountId), ("token", token)) == 0)
            return false;
        await PostgresEventStore.AppendAsync(connection, runnerId, LeaseEvents.Released(account, token, at));
        return true;
    }, ct);

    public Task<IReadOnlyList<AccountLease>> LeasesAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<AccountLease>>(async connection =>
        await connection.QueryAsync($"SELECT {Columns} FROM account_leases ORDER BY origin, account_id", Row), ct);

    public Task<IReadOnlyList<FleetRunner>> RunnersAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<FleetRunner>>(async connection =>
        await connection.QueryAsync($"""
            SELECT job.runner_id, job.last_run_status, job.updated_at, job.last_success,
                (SELECT created_at FROM {Newest(EventTypes.PostSuccess)}),
                (SELECT event_data::text FROM {Newest(EventTypes.Heartbeat)})
            FROM job_heartbeats AS job WHERE job.job_name = @job ORDER BY job.runner_id
            """,
            row => new FleetRunner(row.GetString(0), RunnerStatusNames.Parse(row.GetString(1)) ?? RunnerStatus.Error, row.Time(2), row.TimeOrNull(3), row.TimeOrNull(4),
                row.TextOrNull(5) is { } beat ? StoreText.Object(beat) : null),
            ("job", JobHeartbeat.Daemon)), ct);

    // Of each severity the newest, straight off the index, so that a runner that stopped long ago costs no more than one that writes now.
    private static string Newest(string type) => $"""
        ({string.Join(" UNION ALL ", Enum.GetValues<EventSeverity>().Select(severity => $"(SELECT id, event_data, created_at FROM system_events WHERE runner_id = job.runner_id AND event_type = '{type}' AND severity = '{severity.Name()}' ORDER BY -id LIMIT 1)"))}) AS newest
        ORDER BY id DESC LIMIT 1
        """;

    /// <summary>Whether the reply's account is owned under the token, now; the row stays locked against a new owner until the transaction ends.</summary>
    public static async Task<bool> HoldsAsync(NpgsqlConnection connection, long replyId, long token) => (await connection.QueryAsync("""
        SELECT lease.token FROM account_leases AS lease JOIN replies ON replies.origin = lease.origin AND replies.account_id = lease.account_id
        WHERE replies.id = @id AND lease.token = @token AND lease.owner IS NOT NULL AND lease.until > clock_timestamp()
        FOR SHARE OF lease
        """,
        row => row.GetInt64(0), ("id", replyId), ("token", token))).Count == 1;

    private static AccountLease Row(NpgsqlDataReader row) => new(
        new AccountKey(row.GetString(5), row.GetString(6)), row.GetInt64(0), row.TextOrNull(1), row.GetString(2), row.Time(3), TimeSpan.FromSeconds(row.GetDouble(4)));
}
