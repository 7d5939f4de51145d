using System.Text.RegularExpressions;
using Npgsql;
using XBot.Core.Events;
using XBot.Core.Fleet;
using XBot.Core.Heartbeats;
using XBot.Core.Stores;
using XBot.Sql.Postgres;
using XBot.Sql.Sqlite;
using XBot.Testing;
using XBot.Testing.Stores;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Sql.Keeping;

/// <summary>The SQL of docs/operations.md, run as it stands there.</summary>
public sealed partial class OperationsPageTests(PostgresServer server) : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Page { get; } = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_to_watch_runs_on_SQLite_and_finds_something()
    {
        var file = _folder.File("xbot.db");
        await using (var store = await SqliteRunnerStore.OpenAsync(file, "desk", TimeProvider.System, null, Ct))
            await FillAsync(store);
        foreach (var sql in Blocks("").Concat(Blocks("sqlite")))
            Assert.NotEmpty(StoreRows.Query(file, sql));
    }

    [Fact]
    public async Task What_to_watch_runs_on_PostgreSQL_and_finds_something_for_who_may_only_read()
    {
        var (url, reader) = await WithRolesAsync();
        await using (var store = await PostgresRunnerStore.OpenAsync(url, "desk", TimeProvider.System, null, Ct))
            await FillAsync(store);
        foreach (var sql in Blocks("").Concat(Blocks("postgres")))
            Assert.NotEmpty(await StoreRows.QueryAsync(reader, sql));
        await DeniedAsync(reader, "INSERT INTO opt_outs VALUES ('bob', NULL, now())");

        // The daemon's role does all that a daemon does, and no more.
        await using (var store = await PostgresRunnerStore.OpenAsync(url, "desk", TimeProvider.System, null, Ct))
        {
            Assert.Equal(1, await store.Candidates.PruneAsync(Noon.AddDays(1), 10, Ct));
            Assert.Equal(0, await store.Events.PruneAsync("NEVER", Noon, 10, Ct));
            await store.Facts.SetAsync("a", "1", Noon, Ct);
            await store.Facts.SetAsync("a", null, Noon, Ct);
            Assert.True(await store.OptOuts.RemoveAsync("bob", Ct));
            Assert.Equal("https://x.com", await store.BindOriginAsync("https://x.com", Ct));
            Assert.NotEmpty(await store.Fleet.RunnersAsync(Ct));
        }

        await DeniedAsync(url, "DELETE FROM replies");
        await DeniedAsync(url, "DELETE FROM growth_plans");
        await DeniedAsync(url, "DROP TABLE facts");
        await DeniedAsync(url, "CREATE TABLE mine (id integer)");
        await DeniedAsync(url, "UPDATE schema_migrations SET version = 1");
    }

    [Fact]
    public void The_page_has_SQL_of_every_kind() =>
        Assert.All((string[])["", "sqlite", "postgres", "setup", "grants"], kind => Assert.NotEmpty(Blocks(kind)));

    private async Task<(string Runner, string Reader)> WithRolesAsync()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        var super = await server.CreateDatabaseAsync(Ct);
        foreach (var statement in Blocks("setup").SelectMany(block => block.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
            await StoreRows.RunAsync(super, statement);
        var owner = server.UrlOf("xbot", "xbot_owner", "change-me-1");
        await (await PostgresRunnerStore.OpenAsync(owner, "desk", TimeProvider.System, null, Ct)).DisposeAsync();
        foreach (var block in Blocks("grants"))
            await StoreRows.RunAsync(owner, block);
        return (server.UrlOf("xbot", "xbot_runner", "change-me-2"), server.UrlOf("xbot", "xbot_reader", "change-me-3"));
    }

    private static async Task FillAsync(IRunnerStore store)
    {
        await store.Heartbeats.RecordAsync(Beat(RunnerStatus.Ok, 0), Ct);
        await store.Events.AppendAsync(Event(EventTypes.RunnerAlert), Ct);
        await store.Candidates.SaveAsync(Account.Origin, [Candidate(7)], Ct);
        await ConfirmedAsync(store, 1, Noon);
        await store.Replies.AddAsync(Draft(2), Ct);
        await store.OptOuts.AddAsync("bob", null, Noon, Ct);
        await store.Facts.SetAsync("posting_freeze", "{}", Noon, Ct);
        await store.Fleet.TakeAsync(Account, "profile", LeaseTerms.Default, Ct);
    }

    private static async Task DeniedAsync(string url, string sql) =>
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => StoreRows.RunAsync(url, sql))).SqlState);

    private static IReadOnlyList<string> Blocks(string kind) =>
        [.. Fence().Matches(Page).Where(block => block.Groups[1].Value.Trim() == kind).Select(block => block.Groups[2].Value)];

    [GeneratedRegex(@"(?ms)^```sql([a-z ]*)\n(.*?)^```$")]
    private static partial Regex Fence();
}
