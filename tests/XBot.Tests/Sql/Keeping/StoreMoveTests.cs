using XBot.Core.Stores;
using XBot.Sql.Moving;
using XBot.Sql.Postgres;
using XBot.Sql.Sqlite;
using XBot.Testing;
using XBot.Testing.Stores;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Sql.Keeping;

/// <summary>SQLite to PostgreSQL and back: every row of every table, all or nothing.</summary>
public sealed class StoreMoveTests(PostgresServer server) : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string First => _folder.File("xbot.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_table_of_the_schema_is_moved()
    {
        await (await SqliteRunnerStore.OpenAsync(First, "desk", TimeProvider.System, null, Ct)).DisposeAsync();
        var ours = StoreTables.Names.Concat(["store_meta", "schema_migrations"]).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(ours, StoreRows.Query(First, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").Order(StringComparer.Ordinal));

        var url = await DatabaseAsync();
        await (await OpenAsync(url)).DisposeAsync();
        Assert.Equal(ours, (await StoreRows.QueryAsync(url, "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task There_and_back_every_row_is_the_same_and_each_store_knows_that_it_was_filled_from_another()
    {
        var url = await DatabaseAsync();
        await FillAsync();

        var there = await Keeping(url).ImportAsync(First, Ct);
        var back = await Keeping(null, _folder.Path + "/back").ImportAsync(url, Ct);

        var file = Path.Combine(_folder.Path, "back", "xbot.db");
        Assert.Equal(StoreTables.Names, there.Select(count => count.Table));
        Assert.Equal(there, back);
        Assert.All(there, count => Assert.True(count.Rows > 0, $"{count.Table} has no row: this shows nothing"));
        // jsonb has its own blanks, and nobody owns an account where it arrives.
        Assert.Equal(Normal(StoreRows.AllOf(First)), Normal(StoreRows.AllOf(file)));
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));

        await using var one = await SqliteRunnerStore.OpenAsync(First, "desk", TimeProvider.System, null, Ct);
        await using var two = await OpenAsync(url);
        await using var three = await SqliteRunnerStore.OpenAsync(file, "desk", TimeProvider.System, null, Ct);
        Assert.Equal(3, new[] { one.StoreId, two.StoreId, three.StoreId }.Distinct().Count());
        Assert.Equal([false, true, true], [one.WasRestored, two.WasRestored, three.WasRestored]);
        // Numbers go on where they were, and the account's token never goes back.
        Assert.Equal(12, (await two.Replies.AddAsync(Draft(99), Ct))!.Id);
        Assert.Equal(12, (await three.Replies.AddAsync(Draft(99), Ct))!.Id);
        Assert.Equal(8, (await two.Fleet.TakeAsync(Account, "somebody", new Core.Fleet.LeaseTerms(TimeSpan.FromMinutes(1)), Ct)).Token);
        foreach (var store in (IRunnerStore[])[one, two, three])
        {
            Assert.Equal("\"shared\"", await store.FactsOf(Account).GetAsync("limits", Ct));
            Assert.Null(await store.Facts.GetAsync("limits", Ct));
            Assert.Contains("a challenge", await store.Facts.GetAsync("posting_freeze", Ct), StringComparison.Ordinal);
        }

        Assert.Equal("http://127.0.0.1:4000", await three.BindOriginAsync("https://x.com", Ct));
    }

    [Fact]
    public async Task A_store_that_is_not_empty_takes_nothing()
    {
        var url = await DatabaseAsync();
        await FillAsync();
        await using (var used = await OpenAsync(url))
            await used.OptOuts.AddAsync("dora", null, Noon, Ct);
        Assert.Contains("not empty (opt_outs", await RefusedAsync(() => Keeping(url).ImportAsync(First, Ct)), StringComparison.Ordinal);
        Assert.Equal(["0"], await StoreRows.QueryAsync(url, "SELECT COUNT(*) FROM system_events"));
        Assert.Contains("is there already", await RefusedAsync(() => Keeping(null).ImportAsync(url, Ct)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_the_other_side_does_not_take_leaves_nothing_behind()
    {
        var url = await DatabaseAsync();
        await FillAsync();
        StoreRows.Run(First, "INSERT INTO facts VALUES ('later', '{\"a\":\"' || char(92) || 'u0000\"}', 'desk', 'never')");
        Assert.Contains("does not take a row of facts", await RefusedAsync(() => Keeping(url).ImportAsync(First, Ct)), StringComparison.Ordinal);
        Assert.Equal(["0"], await StoreRows.QueryAsync(url, "SELECT COUNT(*) FROM system_events"));
        // What was refused can be mended and moved after all.
        StoreRows.Run(First, "DELETE FROM facts WHERE fact_key = 'later'");
        Assert.Equal(9, (await Keeping(url).ImportAsync(First, Ct)).Count);
    }

    [Fact]
    public async Task An_import_that_is_broken_off_leaves_nothing_behind()
    {
        var url = await DatabaseAsync();
        await FillAsync();
        StoreRows.Run(First, """
            INSERT INTO system_events (event_type, event_data, severity, runner_id, created_at)
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250000)
            SELECT 'A', '{}', 'info', 'desk', '2026-03-01T12:00:00.000Z' FROM n
            """);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var broken = new StoreKeeping(url, _folder.Path, "desk", TimeProvider.System, _ => stop.Cancel());
        await Assert.ThrowsAnyAsync<Exception>(() => broken.ImportAsync(First, stop.Token));
        Assert.True(stop.IsCancellationRequested);
        Assert.Equal(["0"], await StoreRows.QueryAsync(url, "SELECT COUNT(*) FROM system_events"));
    }

    [Fact]
    public async Task An_account_that_another_runner_works_on_is_not_taken_away()
    {
        var url = await DatabaseAsync();
        await FillAsync();
        await Keeping(url).ImportAsync(First, Ct);
        await using (var other = await PostgresRunnerStore.OpenAsync(url, "other", TimeProvider.System, null, Ct))
            await other.Fleet.TakeAsync(Account, "elsewhere", new Core.Fleet.LeaseTerms(TimeSpan.FromMinutes(1)), Ct);
        Assert.Contains("the runner other works on an account of desk", await RefusedAsync(() => Keeping(null, _folder.Path + "/back").ImportAsync(url, Ct)), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path + "/back"));
    }

    private async Task FillAsync()
    {
        StoreRows.MakeFirstRelease(First);
        await using (var store = await SqliteRunnerStore.OpenAsync(First, "desk", TimeProvider.System, null, Ct))
            await store.FactsOf(Account).SetAsync("limits", "\"shared\"", Noon, Ct);
        StoreRows.Run(First, """
            INSERT INTO account_leases VALUES ('http://127.0.0.1:4000', '1001', 7, 'a profile', 'desk', '2026-03-01T12:00:00.000Z', '2026-03-01T12:01:00.000Z', '2026-03-01T12:02:00.000Z');
            UPDATE replies SET note = 'tab' || char(9) || 'line' || char(10) || 'end' || char(13) || ' back' || char(92) || 'N 🎉' WHERE id = 9;
            """);
    }

    private StoreKeeping Keeping(string? url, string? profile = null) =>
        new(url, Directory.CreateDirectory(profile ?? _folder.Path).FullName, "desk", TimeProvider.System, _ => { });

    private async Task<string> DatabaseAsync()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        return await server.CreateDatabaseAsync(Ct);
    }

    private static Task<PostgresRunnerStore> OpenAsync(string url) => PostgresRunnerStore.OpenAsync(url, "desk", TimeProvider.System, null, Ct);

    private static async Task<string> RefusedAsync(Func<Task> work) => (await Assert.ThrowsAsync<StoreRefusedException>(work)).Message;

    private static IEnumerable<string> Normal(IEnumerable<string> rows) => rows.Select(row =>
        row.StartsWith("account_leases", StringComparison.Ordinal) ? row.Replace("a profile", "∅", StringComparison.Ordinal) : row.Replace("\": ", "\":", StringComparison.Ordinal).Replace(", \"", ",\"", StringComparison.Ordinal))
        .Select(row => row.StartsWith("system_events", StringComparison.Ordinal) || row.StartsWith("candidates", StringComparison.Ordinal) ? string.Concat(row.Order()) : row).Order(StringComparer.Ordinal);
}
