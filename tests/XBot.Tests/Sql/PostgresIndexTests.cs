using System.Globalization;
using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Sql.Postgres;
using XBot.Testing.Stores;
using XBot.Tests.Sql.Keeping;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Sql;

/// <summary>What the loop, status and events ask must not grow with the tables: the server itself counts the scans of whole tables.</summary>
public sealed class PostgresIndexTests(PostgresServer server)
{
    private const string Scans = "SELECT relname::text, seq_scan FROM pg_stat_user_tables WHERE relname IN ('system_events', 'candidates', 'replies') AND seq_scan > 0";
    private const string Used = "SELECT COALESCE(SUM(COALESCE(idx_scan, 0) + seq_scan), 0) FROM pg_stat_user_tables WHERE relname = 'system_events'";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_cycle_status_and_events_ask_scans_no_table()
    {
        var url = await FilledAsync();
        await using (var store = await PostgresRunnerStore.OpenAsync(url, "r3", TimeProvider.System, null, Ct))
        {
            await store.Events.LatestAsync(EventTypes.PostSuccess, Ct);
            await store.Events.LatestAsync("NEVER", Ct);
            await store.Events.ListAsync(new EventQuery(), Ct);
            await store.Events.ListAsync(new EventQuery(["A", "B"]), Ct);
            await store.Events.ListAsync(new EventQuery(AtLeast: EventSeverity.Warning), Ct);
            await store.Events.ListAsync(new EventQuery(["A"], EventSeverity.Error), Ct);
            await store.Events.ListAsync(new EventQuery(Since: Noon.AddSeconds(29_900)), Ct);
            await store.Events.ListAsync(new EventQuery(AfterId: 29_990), Ct);
            await store.Events.PruneAsync("A", Noon.AddDays(-1), 500, Ct);
            await store.Candidates.PruneAsync(Noon.AddDays(-1), 500, Ct);
            await store.Candidates.OpenAsync(Account, Noon.AddSeconds(9_900), 20, Ct);
            await store.Candidates.FirstSeenAsync(Account.Origin, ["5", "6"], Ct);
            await store.Heartbeats.RecordAsync(Beat(RunnerStatus.Ok, 1), Ct);
            await store.Heartbeats.RecordKeptAsync([Beat(RunnerStatus.Ok, 1)], Ct);
            await store.Heartbeats.ReadAsync(Ct);
            await store.Replies.SentSinceAsync(Account, Noon.AddDays(-1), Ct);
            await store.Replies.ClaimAsync(Account, Lease("t"), Noon, [], Ct);
            await store.Replies.KnownTargetsAsync(Account, ["5", "6"], Ct);
            await store.Fleet.RunnersAsync(Ct);
        }

        await CountedAsync(url, atLeast: 10);
        Assert.Empty(await StoreRows.QueryAsync(url, Scans));
    }

    // Often enough for the server to keep one plan for all types and severities: that plan must not hang on how many rows there are of this one.
    [Fact]
    public async Task What_is_rare_is_found_without_reading_what_is_common()
    {
        const string read = "SELECT COALESCE(SUM(idx_tup_read), 0) FROM pg_stat_user_indexes WHERE relname = 'system_events'";
        const int times = 20;
        var url = await FilledAsync();
        await using (var store = await PostgresRunnerStore.OpenAsync(url, "r3", TimeProvider.System, null, Ct))
        {
            for (var n = 0; n < times; n++)
            {
                Assert.Null(await store.Events.LatestAsync("NEVER", Ct));
                Assert.Empty(await store.Events.ListAsync(new EventQuery(AtLeast: EventSeverity.Error), Ct));
                Assert.Empty(await store.Events.ListAsync(new EventQuery(["NEVER"], AfterId: 5), Ct));
                Assert.Equal(0, await store.Events.PruneAsync("NEVER", Noon.AddYears(1), 500, Ct));
                Assert.Single(await store.Fleet.RunnersAsync(Ct));
            }
        }

        // A runner that stopped long ago: everybody else's rows are newer than its own.
        await using (var store = await PostgresRunnerStore.OpenAsync(url, "gone", TimeProvider.System, null, Ct))
        {
            for (var n = 0; n < times; n++)
                Assert.Equal(10, (await store.Events.ListAsync(new EventQuery(Limit: 10), Ct)).Count);
        }

        await CountedAsync(url, atLeast: 6 * times);
        Assert.InRange(long.Parse((await StoreRows.QueryAsync(url, read))[0], CultureInfo.InvariantCulture), 0, 20 * times);
    }

    [Fact]
    public async Task A_question_without_an_index_is_noticed()
    {
        var url = await FilledAsync();
        await StoreRows.RunAsync(url, "SELECT COUNT(*) FROM system_events WHERE event_data->>'n' = '7'");
        await CountedAsync(url, atLeast: 1);
        Assert.NotEmpty(await StoreRows.QueryAsync(url, Scans));
    }

    private async Task<string> FilledAsync()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        var url = await server.CreateDatabaseAsync(Ct);
        await (await PostgresRunnerStore.OpenAsync(url, "r3", TimeProvider.System, null, Ct)).DisposeAsync();
        await StoreRows.RunAsync(url, $"""
            INSERT INTO system_events (event_type, event_data, severity, runner_id, created_at)
            SELECT CASE WHEN n % 2 = 0 THEN 'RUNNER_DAEMON_HEARTBEAT' ELSE 'A' END, '{"{}"}', 'info', 'gone', timestamptz '{Noon:O}' - interval '1 day' FROM generate_series(1, 3000) AS n;
            INSERT INTO job_heartbeats (job_name, last_run_status, consecutive_failures, updated_at, runner_id) VALUES ('runner_daemon', 'OK', 0, now(), 'gone');
            INSERT INTO system_events (event_type, event_data, severity, runner_id, created_at)
            SELECT (ARRAY['RUNNER_DAEMON_HEARTBEAT', 'RUNNER_DAEMON_HEARTBEAT', 'A', 'B'])[1 + n % 4], '{"{}"}', CASE WHEN n % 1000 = 1 THEN 'warning' ELSE 'info' END,
                'r' || n % 10, timestamptz '{Noon:O}' + make_interval(secs => n) FROM generate_series(1, 30000) AS n;
            INSERT INTO candidates SELECT '{Account.Origin}', n::text, 'author', now(), 'home', CASE WHEN n % 10 = 1 THEN 'eligible' ELSE 'too old' END, n % 100, 'reach', jsonb_build_object('id', n::text, 'authorHandle', 'a', 'authorName', 'A', 'postedAt', '2026-03-01T12:00:00+00:00', 'text', 't', 'permalink', 'p'), now(),
                timestamptz '{Noon:O}' + make_interval(secs => n), 'r3' FROM generate_series(1, 10000) AS n;
            INSERT INTO replies (origin, account_id, target_id, target_author, target_text, target_posted_at, state, text, score, reason, expires_at, created_at, updated_at, runner_id)
            SELECT '{Account.Origin}', (n % 5)::text, n::text, 'author', repeat('text ', 20), now(), 'EXPIRED', 'reply', n % 100, 'reach', now(), now(), now(), 'r3' FROM generate_series(1, 10000) AS n;
            """);
        await StoreRows.RunAsync(url, "VACUUM ANALYZE");
        await StoreRows.RunAsync(url, "SELECT pg_stat_reset()");
        return url;
    }

    /// <summary>A connection that ended has told what it did, a moment later.</summary>
    private static async Task CountedAsync(string url, long atLeast)
    {
        for (var began = TimeProvider.System.GetTimestamp(); long.Parse((await StoreRows.QueryAsync(url, Used))[0], CultureInfo.InvariantCulture) < atLeast;)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(1), "the server counted nothing");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Ct);
        }
    }
}
