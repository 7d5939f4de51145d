using XBot.Core.Events;
using XBot.Sql.Sqlite;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Sql;

/// <summary>What the loop, status and events ask must not grow with the tables: no scan of rows, no sort of more than was asked for.</summary>
public sealed class SqliteIndexTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Queries()
    {
        var data = new TheoryData<string, string>
        {
            { "claim", SqliteReplyStore.ClaimSql },
            { "sent", SqliteReplyStore.SentSql },
            { "candidates", SqliteCandidateStore.OpenSql },
            { "count", SqliteReplyStore.CountSql },
            { "count of an account", SqliteReplyStore.CountOfAccountSql },
            { "last execution", "SELECT MAX(last_updated) FROM growth_execution" },
            { "seed heartbeats", SeedQueries.Heartbeats },
            { "seed alerts", SeedQueries.Alerts },
            { "seed job", SeedQueries.Job },
            { "seed posts", SeedQueries.Posts },
            { "seed plans", SeedQueries.Plans },
        };
        Add("newest", new EventQuery());
        Add("latest", new EventQuery(["A"], Limit: 1));
        Add("types", new EventQuery(["A", "B"]));
        Add("severity", new EventQuery(AtLeast: EventSeverity.Warning));
        Add("types and severity", new EventQuery(["A"], EventSeverity.Error));
        Add("since", new EventQuery(Since: Noon));
        Add("follow", new EventQuery(AfterId: 5));
        return data;

        void Add(string name, EventQuery query) => data.Add("events: " + name, SqliteEventStore.Statement(query).Sql);
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Queries_touch_indexes_only(string name, string sql)
    {
        await using var store = await _folder.OpenAsync();
        var plan = await PlanOf(store, sql);
        Assert.NotEmpty(plan);
        // A scan in index order that stops at the limit is what "newest first" is; one without an index is the whole table.
        Assert.DoesNotContain(plan, step => ScansRows(step, sql));
        if (name.StartsWith("seed", StringComparison.Ordinal) || name is "claim" or "sent")
            Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_query_without_an_index_is_noticed()
    {
        await using var store = await _folder.OpenAsync();
        const string sql = "SELECT * FROM system_events WHERE runner_id = 'x'";
        Assert.Contains(await PlanOf(store, sql), step => ScansRows(step, sql));
    }

    private static bool ScansRows(string step, string sql)
    {
        if (!step.StartsWith("SCAN", StringComparison.Ordinal) || step.Contains("USING", StringComparison.Ordinal) || step.Contains("subquery", StringComparison.Ordinal))
            return false;
        // "(subquery-3)" and "json_each" are small; walking the primary key backwards to a limit is bounded by the limit.
        return !step.Contains('(', StringComparison.Ordinal) && !step.Contains("json_each VIRTUAL", StringComparison.Ordinal) && !sql.Contains("WHERE TRUE ORDER BY id DESC LIMIT", StringComparison.Ordinal);
    }

    private static Task<List<string>> PlanOf(SqliteRunnerStore store, string sql) => store.Database.ReadAsync(connection =>
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements of the store under test.
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
#pragma warning restore CA2100
        foreach (var name in System.Text.RegularExpressions.Regex.Matches(sql, @"\$\w+").Select(match => match.Value).Distinct())
            command.Parameters.AddWithValue(name, DBNull.Value);
        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
            steps.Add(reader.GetString(3));
        return steps;
    }, TestContext.Current.CancellationToken);
}
