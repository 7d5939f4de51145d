using System.Globalization;
using System.Text;
using Npgsql;
using XBot.Core.Events;
using XBot.Core.Secrets;

namespace XBot.Sql.Postgres;

/// <summary>
/// Orders are chosen so that one index alone can serve each question (<c>0006_events_newest_first.sql</c>), and limits are written out: so the server
/// has one cheap plan for a statement, keeps it, and does not read what is common to find what is rare.
/// </summary>
internal sealed class PostgresEventStore(PostgresDatabase database, string runnerId) : IEventStore
{
    private const string Columns = "id, event_type, severity, event_data, runner_id, created_at";

    public Task AppendAsync(RunnerEvent entry, CancellationToken ct) =>
        database.WriteAsync(connection => AppendAsync(connection, runnerId, entry), ct);

    public Task<IReadOnlyList<StoredEvent>> ListAsync(EventQuery query, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<StoredEvent>>(async connection =>
        {
            var (sql, parameters) = Statement(query);
            return await connection.QueryAsync(sql, Row, parameters);
        }, ct);

    public async Task<StoredEvent?> LatestAsync(string type, CancellationToken ct) =>
        await ListAsync(new EventQuery([type], Limit: 1), ct) is [var newest, ..] ? newest : null;

    // The runner's oldest of the type, straight off an index, and of those the ones that are old enough: what others wrote, or what is young, costs nothing.
    // A branch for each severity, written out: one whose severity the planner does not know walks the whole table for a rare one.
    public Task<int> PruneAsync(string type, DateTimeOffset before, int limit, CancellationToken ct)
    {
        var branches = Enum.GetValues<EventSeverity>().Select(severity => $"""
            (SELECT id, created_at FROM system_events WHERE runner_id = @runner AND event_type = @type AND severity = '{severity.Name()}' ORDER BY -id DESC {Limit(limit)})
            """);
        return database.WriteAsync(connection => connection.ExecuteAsync($"""
            DELETE FROM system_events WHERE id = ANY (ARRAY(
                SELECT id FROM ({string.Join(" UNION ALL ", branches)}) AS oldest WHERE created_at < @before ORDER BY id {Limit(limit)}))
            """, ("runner", runnerId), ("type", type), ("before", before)), ct);
    }

    /// <summary>For the other stores, inside their transaction.</summary>
    public static async Task<int> AppendAsync(NpgsqlConnection connection, string runnerId, params IReadOnlyList<RunnerEvent> entries)
    {
        foreach (var entry in entries)
            await connection.ExecuteAsync("""
                INSERT INTO system_events (event_type, event_data, severity, runner_id, created_at)
                VALUES (@type, @data::jsonb, @severity, @runner, @at)
                """,
                ("type", entry.Type), ("data", SecretMask.Shapes.Apply(entry.Data).ToJsonString()), ("severity", entry.Severity.Name()),
                ("runner", runnerId), ("at", entry.At));
        return entries.Count;
    }

    private (string Sql, (string, object?)[] Parameters) Statement(EventQuery query)
    {
        var parameters = new List<(string, object?)> { ("runner", runnerId) };
        var (order, newerThan) = query switch
        {
            { Types: not null } => ("-id", (Func<string, string>)(id => $"-id < -({id})")),
            { AtLeast: > EventSeverity.Info } => ("id DESC NULLS LAST", id => $"id > {id}"),
            _ => ("(id + 0) DESC", id => $"id + 0 > {id}"),
        };
        var bounds = new StringBuilder();
        if (query.AfterId is { } afterId)
        {
            bounds.Append(" AND ").Append(newerThan("@after"));
            parameters.Add(("after", afterId));
        }
        if (query.Since is { } since)
        {
            // OFFSET 0 keeps the planner from walking the primary key from its beginning to find the smallest id.
            bounds.Append(" AND created_at >= @since AND ").Append(newerThan("""
                (SELECT MIN(id) - 1 FROM
                    (SELECT id FROM system_events WHERE runner_id = @runner AND created_at >= @since OFFSET 0) AS recent)
                """));
            parameters.Add(("since", since));
        }
        var branches = EventBranches.Of(query, '@', parameters)
            .Select(filter => $"(SELECT {Columns} FROM system_events WHERE runner_id = @runner AND {filter}{bounds} ORDER BY {order} {Limit(query.Limit)})");
        return ($"SELECT id, event_type, severity, event_data::text, runner_id, created_at FROM ({string.Join("\nUNION ALL\n", branches)}) AS newest ORDER BY id DESC {Limit(query.Limit)}", [.. parameters]);
    }

    private static string Limit(int rows) => string.Create(CultureInfo.InvariantCulture, $"LIMIT {rows}");

    private static StoredEvent Row(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetString(1), EventSeverityNames.Parse(row.GetString(2)) ?? EventSeverity.Info,
        StoreText.Object(row.GetString(3)), row.GetString(4), row.Time(5));
}
