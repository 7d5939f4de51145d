using System.Text;
using Microsoft.Data.Sqlite;
using XBot.Core.Events;
using XBot.Core.Secrets;

namespace XBot.Sql.Sqlite;

internal sealed class SqliteEventStore(SqliteDatabase database, string runnerId) : IEventStore
{
    private const string Columns = "id, event_type, severity, event_data, runner_id, created_at";

    public Task AppendAsync(RunnerEvent entry, CancellationToken ct) =>
        database.WriteAsync(connection => Append(connection, runnerId, entry), ct);

    public Task<IReadOnlyList<StoredEvent>> ListAsync(EventQuery query, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<StoredEvent>>(connection => List(connection, query), ct);

    public async Task<StoredEvent?> LatestAsync(string type, CancellationToken ct) =>
        await ListAsync(new EventQuery([type], Limit: 1), ct) is [var newest, ..] ? newest : null;

    public Task<int> PruneAsync(string type, DateTimeOffset before, int limit, CancellationToken ct) =>
        database.WriteAsync(connection => connection.Execute(PruneSql, ("$type", type), ("$before", StoreText.Of(before)), ("$limit", limit)), ct);

    internal const string PruneSql = """
        DELETE FROM system_events WHERE id IN
            (SELECT id FROM system_events WHERE event_type = $type AND created_at < $before ORDER BY created_at LIMIT $limit)
        """;

    /// <summary>For the other stores, inside their transaction.</summary>
    public static int Append(SqliteConnection connection, string runnerId, params IReadOnlyList<RunnerEvent> entries)
    {
        foreach (var entry in entries)
            connection.Execute("""
                INSERT INTO system_events (event_type, event_data, severity, runner_id, created_at)
                VALUES ($type, $data, $severity, $runner, $at)
                """,
                ("$type", entry.Type), ("$data", SecretMask.Shapes.Apply(entry.Data).ToJsonString()), ("$severity", entry.Severity.Name()),
                ("$runner", runnerId), ("$at", StoreText.Of(entry.At)));
        return entries.Count;
    }

    private static List<StoredEvent> List(SqliteConnection connection, EventQuery query)
    {
        var (sql, parameters) = Statement(query);
        return connection.Query(sql, Row, parameters);
    }

    internal static (string Sql, (string, object?)[] Parameters) Statement(EventQuery query)
    {
        var parameters = new List<(string, object?)> { ("$limit", query.Limit) };
        var bounds = new StringBuilder();
        if (query.AfterId is { } afterId)
        {
            bounds.Append(" AND id > $after");
            parameters.Add(("$after", afterId));
        }
        if (query.Since is { } since)
        {
            // "+id" keeps the planner from walking the rows from the first one on to find the smallest id.
            bounds.Append(" AND created_at >= $since AND id >= (SELECT MIN(+id) FROM system_events WHERE created_at >= $since)");
            parameters.Add(("$since", StoreText.Of(since)));
        }
        var branches = EventBranches.Of(query, '$', parameters)
            .Select(filter => $"SELECT * FROM (SELECT {Columns} FROM system_events WHERE {filter}{bounds} ORDER BY id DESC LIMIT $limit)");
        return (string.Join("\nUNION ALL\n", branches) + "\nORDER BY id DESC LIMIT $limit", [.. parameters]);
    }

    private static StoredEvent Row(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), EventSeverityNames.Parse(row.GetString(2)) ?? EventSeverity.Info,
        StoreText.Object(row.GetString(3)), row.GetString(4), row.Time(5));
}
