using XBot.Core.Replies;
using XBot.Core.Stores;
using XBot.CrashHost;
using XBot.Sql.Moving;
using XBot.Sql.Postgres;
using XBot.Sql.Sqlite;
using XBot.Testing;
using XBot.Testing.Stores;
using XBot.Tests.Crashes.Desk;

namespace XBot.Tests.Sql.Keeping;

/// <summary>A database as the first release left it goes forward with everything that was in it, and a crash on the way is survived.</summary>
public sealed class UpgradeTests(PostgresServer server) : IDisposable
{
    private static readonly AccountKey Account = new("http://127.0.0.1:4000", "1001");

    private readonly TempFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string File => _folder.File("xbot.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SQLite_keeps_every_row()
    {
        StoreRows.MakeFirstRelease(File);
        var columns = ColumnsOf();
        var before = columns.SelectMany(table => StoreRows.Of(File, table.Key, table.Value)).ToList();
        Assert.All(columns.Keys, table => Assert.Contains(before, row => row.StartsWith(table + ":", StringComparison.Ordinal)));

        await using var store = await OpenAsync();

        Assert.Equal(before, columns.SelectMany(table => StoreRows.Of(File, table.Key, table.Value)));
        await ServesAsync(store);
    }

    [Fact]
    public async Task PostgreSQL_keeps_every_row()
    {
        var url = await FirstReleaseAsync();
        var columns = ColumnsOf();
        var before = await RowsAsync();
        Assert.All(columns.Keys, table => Assert.Contains(before, row => row.StartsWith(table + ":", StringComparison.Ordinal)));

        await using var store = await PostgresRunnerStore.OpenAsync(url, "desk", TimeProvider.System, null, Ct);

        Assert.Equal(before, await RowsAsync());
        await ServesAsync(store);

        async Task<List<string>> RowsAsync()
        {
            var rows = new List<string>();
            foreach (var (table, names) in columns)
                rows.AddRange(await StoreRows.OfAsync(url, table, names));
            return rows;
        }
    }

    [Fact]
    public async Task The_first_step_is_still_what_the_first_release_shipped()
    {
        Assert.Contains(await ShippedAsync("Sqlite"), StoreRows.FirstRelease("sqlite"), StringComparison.Ordinal);
        Assert.Contains(await ShippedAsync("Postgres"), StoreRows.FirstRelease("postgres"), StringComparison.Ordinal);

        static async Task<string> ShippedAsync(string store) => (await System.IO.File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "src", "XBot.Sql", store, "Migrations", "0001_first.sql"), Ct)).TrimEnd();
    }

    [Fact]
    public async Task A_SIGKILL_within_any_step_on_SQLite_is_survived()
    {
        for (var step = 2; step <= SqliteMigrator.Newest; step++)
        {
            System.IO.File.Delete(File);
            StoreRows.MakeFirstRelease(File);
            await using (var migrating = HostProcess.Start("XBot.CrashHost", "XBot.CrashHost", [MigrationCrash.Argument, File, Text(step - 1)]))
            {
                var began = TimeProvider.System.GetTimestamp();
                while (!migrating.Said.Contains(MigrationCrash.Within, StringComparison.Ordinal))
                {
                    Assert.False(migrating.HasExited || TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromMinutes(2), migrating.Said);
                    await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Ct);
                }

                await migrating.KillAsync();
                Assert.Equal(HostProcess.Killed, migrating.ExitCode);
            }

            Assert.Equal([Text(step - 1)], StoreRows.Query(File, "SELECT MAX(version) FROM schema_migrations"));
            await using var store = await OpenAsync();
            Assert.Equal([Text(SqliteMigrator.Newest)], StoreRows.Query(File, "SELECT MAX(version) FROM schema_migrations"));
            await ServesAsync(store);
        }
    }

    [Fact]
    public async Task A_connection_cut_within_any_step_on_PostgreSQL_is_survived()
    {
        for (var step = 2; step <= PostgresMigrator.Newest; step++)
        {
            var url = await FirstReleaseAsync();
            var clock = new MigrationCrash(step - 1, () => StoreRows.RunAsync(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()").GetAwaiter().GetResult());
            await Assert.ThrowsAsync<StoreUnavailableException>(() => PostgresRunnerStore.OpenAsync(url, "desk", clock, null, Ct));
            Assert.Equal([Text(step - 1)], await StoreRows.QueryAsync(url, "SELECT MAX(version) FROM schema_migrations"));
            await using var store = await PostgresRunnerStore.OpenAsync(url, "desk", TimeProvider.System, null, Ct);
            Assert.Equal([Text(PostgresMigrator.Newest)], await StoreRows.QueryAsync(url, "SELECT MAX(version) FROM schema_migrations"));
            await ServesAsync(store);
        }
    }

    /// <summary>What was in it can be read and goes on.</summary>
    private static async Task ServesAsync(IRunnerStore store)
    {
        Assert.Equal("0123456789abcdef0123456789abcdef", store.StoreId);
        Assert.Equal("http://127.0.0.1:4000", await store.BindOriginAsync("https://x.com", Ct));
        Assert.Equal(11, (await store.Replies.ListAsync(new ReplyQuery(null, Account, 100), Ct)).Count);
        Assert.Equal(TimeSpan.FromMilliseconds(1), (await store.Events.LatestAsync("POST_SUCCESS", Ct))!.At - new DateTimeOffset(2026, 3, 1, 12, 5, 0, TimeSpan.Zero));
        Assert.Equal("Chrome went away", (await store.Heartbeats.ReadAsync(Ct))!.LastError);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 5, 0, 1, TimeSpan.Zero), await store.Plans.LastExecutionAsync(Ct));
        Assert.Equal("a \"quoted\" post", Assert.Single(await store.Candidates.OpenAsync(Account, new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), 10, Ct)).Post.Text);
        Assert.Equal(["bob", "carl"], (await store.OptOuts.ListAsync(Ct)).Select(author => author.Handle));
        Assert.Contains("a challenge", await store.Facts.GetAsync("posting_freeze", Ct), StringComparison.Ordinal);
        var claimed = await store.Replies.ClaimAsync(Account, new Lease("t", new DateTimeOffset(2026, 3, 1, 13, 0, 0, TimeSpan.Zero)), new DateTimeOffset(2026, 3, 1, 12, 30, 0, TimeSpan.Zero), [], Ct);
        Assert.Equal(2, claimed?.Id);
    }

    /// <summary>The columns of the first release, table by table.</summary>
    private Dictionary<string, string> ColumnsOf()
    {
        var file = _folder.File("first.db");
        System.IO.File.Delete(file);
        StoreRows.MakeFirstRelease(file);
        return StoreTables.Names
            .Select(table => (table, names: StoreRows.Query(file, $"SELECT name FROM pragma_table_info('{table}') ORDER BY cid")))
            .Where(one => one.names.Count > 0).ToDictionary(one => one.table, one => string.Join(", ", one.names));
    }

    private async Task<string> FirstReleaseAsync()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        var url = await server.CreateDatabaseAsync(Ct);
        await StoreRows.RunAsync(url, StoreRows.FirstRelease("postgres"));
        return url;
    }

    private Task<SqliteRunnerStore> OpenAsync() => SqliteRunnerStore.OpenAsync(File, "desk", TimeProvider.System, null, Ct);

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
