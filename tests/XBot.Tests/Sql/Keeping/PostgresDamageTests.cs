using XBot.Core.Stores;
using XBot.Sql.Moving;
using XBot.Sql.Postgres;
using XBot.Testing.Stores;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Sql.Keeping;

/// <summary>A page that went bad on PostgreSQL's disk, on a server of the test's own.</summary>
public sealed class PostgresDamageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_check_reads_every_row_and_meets_a_page_that_went_bad()
    {
        await using var server = new PostgresServer();
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        var url = await server.CreateDatabaseAsync(Ct);
        await using (var store = await PostgresRunnerStore.OpenAsync(url, "desk", TimeProvider.System, null, Ct))
        {
            for (var n = 0; n < 200; n++)
                await store.Events.AppendAsync(Event("E") with { Data = new() { ["text"] = new string('x', 500) } }, Ct);
        }

        var keeping = new StoreKeeping(url, "/nowhere", "desk", TimeProvider.System, _ => { });
        Assert.Equal(200, (await keeping.CheckAsync(Ct))!.Tables.Single(table => table.Table == "system_events").Rows);
        var file = (await StoreRows.QueryAsync(url, "SELECT pg_relation_filepath('system_events')"))[0];
        await StoreRows.RunAsync(url, "CHECKPOINT");

        await server.KillAsync(Ct);
        using (var heap = new FileStream(server.FileOf(file), FileMode.Open, FileAccess.Write))
        {
            // The third page of 8 KiB: nothing that a start or a look at the newest events reads.
            heap.Seek(2 * 8192, SeekOrigin.Begin);
            heap.Write(Enumerable.Repeat((byte)0xA5, 4096).ToArray());
        }

        await server.RestartAsync(Ct);

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(() => keeping.CheckAsync(Ct));
        Assert.Contains("the table system_events is damaged (invalid page in block 2", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("restore a backup", refusal.Message, StringComparison.Ordinal);
    }
}
