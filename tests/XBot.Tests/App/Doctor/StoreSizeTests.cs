using XBot.App.Doctor;
using XBot.Sql.Moving;
using XBot.Sql.Postgres;
using XBot.Testing;
using XBot.Testing.Stores;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.App.Doctor;

/// <summary>What a shared database's server tells of our tables, and of none else.</summary>
public sealed class StoreSizeTests(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_largest_tables_of_a_shared_database_are_told()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        using var folder = new TempFolder();
        var url = await server.CreateDatabaseAsync(Ct);
        await using (var store = await PostgresRunnerStore.OpenAsync(url, "desk", TimeProvider.System, null, Ct))
            await store.Events.AppendAsync(Event("A"), Ct);
        await Sql.Keeping.StoreRows.RunAsync(url, "CREATE TABLE somebody_elses AS SELECT repeat('x', 1000) FROM generate_series(1, 1000)");

        var size = await new StoreKeeping(url, folder.Path, "desk", TimeProvider.System, _ => { }).SizeAsync(Ct);

        Assert.NotNull(size);
        Assert.Contains("system_events", size.Tables.Select(table => table.Table));
        Assert.DoesNotContain("somebody_elses", size.Tables.Select(table => table.Table));
        Assert.Equal(size.Bytes, size.Tables.Sum(table => table.Bytes));
        Assert.Equal(size.Tables.Select(table => table.Bytes).OrderDescending(), size.Tables.Select(table => table.Bytes));
        Assert.Contains("never vacuumed", StoreCheck.Judge("PostgreSQL", size, Noon, "").Detail, StringComparison.Ordinal);
    }
}
