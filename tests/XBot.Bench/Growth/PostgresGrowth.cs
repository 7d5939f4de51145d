using System.Globalization;
using Npgsql;
using XBot.Sql.Postgres;
using XBot.Testing.Stores;

namespace XBot.Bench.Growth;

/// <summary>A cycle's questions to a PostgreSQL store of ten million events, against one of ten thousand.</summary>
internal sealed class PostgresGrowth : IBenchmark
{
    public string Name => "postgres-growth";
    public string Compares => "the question that grows most of what a cycle, `status` and `events` ask of a PostgreSQL store of ten million events, beside one of ten thousand";
    public double? Goal => 1.5;
    public bool Large => true;

    public async Task<Comparison> RunAsync(double scale, CancellationToken ct)
    {
        await using var server = new PostgresServer();
        if (server.Missing is { } missing)
            throw new InvalidOperationException(missing);
        var many = Math.Max(2 * SqliteGrowth.Few, (int)(SqliteGrowth.Many * scale));
        var begun = TimeProvider.System.GetTimestamp();
        var (large, bytes) = await FilledAsync(server, many, ct);
        var filled = TimeProvider.System.GetElapsedTime(begun);
        var (small, _) = await FilledAsync(server, SqliteGrowth.Few, ct);
        await using (large)
        await using (small)
        {
            var (ours, floor, others) = await DailyQuestions.CompareAsync(large, small, ct);
            return new Comparison(ours, floor, "µs for the question that grows most", string.Create(CultureInfo.InvariantCulture,
                $"{many} events in {bytes / 1e9:0.00} GB, against {SqliteGrowth.Few}; filled in {filled.TotalSeconds:0} s; {others}"));
        }
    }

    private static async Task<(PostgresRunnerStore Store, long Bytes)> FilledAsync(PostgresServer server, int events, CancellationToken ct)
    {
        var url = await server.CreateDatabaseAsync(ct);
        var store = await PostgresRunnerStore.OpenAsync(url, "bench", TimeProvider.System, null, ct);
        var settings = new NpgsqlConnectionStringBuilder(PostgresUrl.Parse(url).ConnectionString) { CommandTimeout = 0, Pooling = false };
        await using var source = NpgsqlDataSource.Create(settings.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(ct);
        await connection.ExecuteAsync("SET maintenance_work_mem = '512MB'; SET synchronous_commit = off");
        // Indexes are made once all rows are there. Of each kind of row that is asked for the small store has as many as a question reads.
        var indexes = await connection.QueryAsync("SELECT indexname::text, indexdef FROM pg_indexes WHERE tablename = 'system_events' AND indexdef NOT LIKE '%UNIQUE%'", row => (Name: row.GetString(0), Sql: row.GetString(1)));
        foreach (var index in indexes)
            await connection.ExecuteAsync($"DROP INDEX {index.Name}");
        await connection.ExecuteAsync("""
            INSERT INTO system_events (event_type, event_data, severity, runner_id, created_at)
            SELECT CASE WHEN i % 100 = 0 THEN 'POST_SUCCESS' WHEN i % 20 = 1 THEN 'HARVEST_DONE' WHEN i % 5000 = 3 THEN 'SESSION_CHANGED' ELSE 'RUNNER_DAEMON_HEARTBEAT' END,
                ('{"status":"OK","consecutive_failures":0,"details":{"cycle":' || i || ',"mode":"approve","paused":false,"browser":"running","session":"OK","pipeline":"idle"}}')::jsonb,
                CASE WHEN i % 15 = 7 THEN 'warning' ELSE 'info' END, 'bench', now() - make_interval(secs => i * 30.0)
            FROM generate_series(@count, 1, -1) AS n(i)
            """, ("count", events));
        foreach (var index in indexes)
            await connection.ExecuteAsync(index.Sql);
        await connection.ExecuteAsync("VACUUM ANALYZE");
        return (store, await connection.FirstAsync("SELECT pg_total_relation_size('system_events')", row => row.GetInt64(0)));
    }
}
