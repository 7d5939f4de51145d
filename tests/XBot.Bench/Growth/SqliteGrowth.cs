using System.Globalization;
using XBot.Sql.Sqlite;
using XBot.Testing;

namespace XBot.Bench.Growth;

/// <summary>A cycle's questions to an SQLite store of ten million events, against one of ten thousand.</summary>
internal sealed class SqliteGrowth : IBenchmark
{
    public const int Few = 10_000;
    public const int Many = 10_000_000;

    public string Name => "sqlite-growth";
    public string Compares => "the question that grows most of what a cycle, `status` and `events` ask of an SQLite store of ten million events, beside one of ten thousand";
    public double? Goal => 1.5;
    public bool Large => true;

    public async Task<Comparison> RunAsync(double scale, CancellationToken ct)
    {
        using var folder = new TempFolder();
        var many = Math.Max(2 * Few, (int)(Many * scale));
        var begun = TimeProvider.System.GetTimestamp();
        await using var large = await FilledAsync(folder.File("many.db"), many, ct);
        var filled = TimeProvider.System.GetElapsedTime(begun);
        await using var small = await FilledAsync(folder.File("few.db"), Few, ct);
        var (ours, floor, others) = await DailyQuestions.CompareAsync(large, small, ct);
        return new Comparison(ours, floor, "µs for the question that grows most", string.Create(CultureInfo.InvariantCulture,
            $"{many} events in {new FileInfo(folder.File("many.db")).Length / 1e9:0.00} GB, against {Few}; filled in {filled.TotalSeconds:0} s; {others}"));
    }

    private static async Task<SqliteRunnerStore> FilledAsync(string file, int events, CancellationToken ct)
    {
        var store = await SqliteRunnerStore.OpenAsync(file, "bench", TimeProvider.System, null, ct);
        await store.Database.WithWriterAsync(connection =>
        {
            // Indexes are made once all rows are there. Of each kind of row that is asked for the small store has as many as a question reads.
            var indexes = connection.Query("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'system_events' AND sql IS NOT NULL", row => (Name: row.GetString(0), Sql: row.GetString(1)));
            connection.Execute("PRAGMA synchronous = OFF; PRAGMA cache_size = -500000; PRAGMA temp_store = MEMORY");
            foreach (var index in indexes)
                connection.Execute($"DROP INDEX {index.Name}");
            connection.Execute("""
                INSERT INTO system_events (event_type, event_data, severity, runner_id, created_at)
                WITH RECURSIVE n(i) AS (SELECT $count UNION ALL SELECT i - 1 FROM n WHERE i > 1)
                SELECT CASE WHEN i % 100 = 0 THEN 'POST_SUCCESS' WHEN i % 20 = 1 THEN 'HARVEST_DONE' WHEN i % 5000 = 3 THEN 'SESSION_CHANGED' ELSE 'RUNNER_DAEMON_HEARTBEAT' END,
                    '{"status":"OK","consecutive_failures":0,"details":{"cycle":' || i || ',"mode":"approve","paused":false,"browser":"running","session":"OK","pipeline":"idle"}}',
                    CASE WHEN i % 15 = 7 THEN 'warning' ELSE 'info' END, 'bench', strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || (i * 30) || ' seconds')
                FROM n
                """, ("$count", events));
            foreach (var index in indexes)
                connection.Execute(index.Sql);
            return connection.Execute("PRAGMA synchronous = FULL; PRAGMA cache_size = -2000; PRAGMA wal_checkpoint(TRUNCATE)");
        }, ct);
        return store;
    }
}
