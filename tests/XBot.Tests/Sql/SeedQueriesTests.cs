using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Core.Stores;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Sql;

/// <summary>The handbook's SQL as written, over a plain connection of the database's own kind.</summary>
public abstract class SeedQueriesTests : IAsyncLifetime
{
    private IRunnerStore _store = null!;
    private DbConnection _connection = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<(IRunnerStore Store, DbConnection Connection)> CreateAsync();

    public async ValueTask InitializeAsync() => (_store, _connection) = await CreateAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Heartbeats_show_their_status_newest_first()
    {
        await _store.Heartbeats.RecordAsync(Beat(RunnerStatus.Ok, 0), Ct);
        await _store.Heartbeats.RecordAsync(Beat(RunnerStatus.CdpDown, 1, "gone"), Ct);
        var rows = await Rows(SeedQueries.Heartbeats);
        Assert.Equal(["CDP_DOWN", "OK"], rows.Select(row => row["status"]));
        Assert.All(rows, row => Assert.Equal("RUNNER_DAEMON_HEARTBEAT", row["event_type"]));

        var job = Assert.Single(await Rows(SeedQueries.Job));
        Assert.Equal(("runner_daemon", "CDP_DOWN", "1"), (job["job_name"], job["last_run_status"], Convert.ToString(job["consecutive_failures"], CultureInfo.InvariantCulture)));
        Assert.NotNull(job["last_success"]);
        Assert.NotNull(job["last_failure"]);
    }

    [Fact]
    public async Task Alerts_show_their_hours()
    {
        var data = new JsonObject { ["hours_since_post"] = 6.5, ["threshold_hours"] = 6 };
        await _store.Events.AppendAsync(new RunnerEvent(EventTypes.NoActivity, EventSeverity.Warning, data, Noon), Ct);
        var row = Assert.Single(await Rows(SeedQueries.Alerts));
        Assert.Equal(("6.5", "6"), (Convert.ToString(row["hours_since_post"], CultureInfo.InvariantCulture), Convert.ToString(row["threshold"], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Posts_and_plans_agree_with_what_was_confirmed()
    {
        await _store.Plans.EnsureAsync(DateOnly.FromDateTime(Noon.UtcDateTime), 20, 4, Noon, Ct);
        await ConfirmedAsync(_store, 1, Noon.AddMinutes(3));
        await ConfirmedAsync(_store, 2, Noon.AddMinutes(4));
        await ConfirmedAsync(_store, 3, Noon.AddDays(1));
        // A day without a reply yet does not come before those with some.
        await _store.Plans.EnsureAsync(DateOnly.FromDateTime(Noon.AddDays(2).UtcDateTime), 20, 4, Noon.AddDays(2), Ct);
        Assert.Equal(3, (await Rows(SeedQueries.Posts)).Count);
        var plans = await Rows(SeedQueries.Plans);
        Assert.Equal(["1", "2"], plans.Select(row => Convert.ToString(row["replies_done"], CultureInfo.InvariantCulture)));
    }

    private async Task<List<Dictionary<string, object?>>> Rows(string sql)
    {
        await using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Constants of the handbook.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var rows = new List<Dictionary<string, object?>>();
        while (await reader.ReadAsync(Ct))
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : (object?)reader.GetValue(i)));
        return rows;
    }
}
