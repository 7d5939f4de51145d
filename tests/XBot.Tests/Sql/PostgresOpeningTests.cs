using Npgsql;
using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Core.Replies;
using XBot.Core.Stores;
using XBot.Sql;
using XBot.Sql.Postgres;
using XBot.Testing.Stores;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Sql;

public sealed class PostgresOpeningTests(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reading_makes_nothing_and_sees_what_the_daemon_writes()
    {
        var url = await DatabaseAsync();
        Assert.Null(await StoreOpener.OpenForReadingAsync(url, "/", "a", Ct));
        await using var daemon = await StoreOpener.OpenAsync(url, "/", "a", TimeProvider.System, null, Ct);
        await using var reader = (await StoreOpener.OpenForReadingAsync(url, "/", "a", Ct))!;
        await daemon.Events.AppendAsync(Event("A"), Ct);
        Assert.NotNull(await reader.Events.LatestAsync("A", Ct));
        Assert.Equal(daemon.StoreId, reader.StoreId);
        Assert.StartsWith("PostgreSQL 127.0.0.1/d", daemon.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runners_share_a_database_and_keep_their_own_heartbeats_facts_events_and_plans()
    {
        var url = await DatabaseAsync();
        await using var one = await OpenAsync(url, "one");
        await using var two = await OpenAsync(url, "two");
        await one.Heartbeats.RecordAsync(Beat(RunnerStatus.Ok, 0), Ct);
        await two.Heartbeats.RecordAsync(Beat(RunnerStatus.CdpDown, 1, "gone"), Ct);
        await one.Facts.SetAsync("freeze", "{}", Noon, Ct);
        await ConfirmedAsync(one, 1, Noon.AddMinutes(3));

        Assert.Equal(RunnerStatus.Ok, (await one.Heartbeats.ReadAsync(Ct))!.LastRunStatus);
        Assert.Equal("gone", (await two.Heartbeats.ReadAsync(Ct))!.LastError);
        Assert.Null(await two.Facts.GetAsync("freeze", Ct));
        var account = new AccountKey("https://x.com", "42");
        await one.FactsOf(account).SetAsync("freeze", "[1]", Noon, Ct);
        Assert.Equal("[1]", await two.FactsOf(account).GetAsync("freeze", Ct));
        Assert.Null(await two.Events.LatestAsync(EventTypes.PostSuccess, Ct));
        Assert.Null(await two.Plans.LastExecutionAsync(Ct));
        Assert.Equal(Noon.AddMinutes(3), await one.Plans.LastExecutionAsync(Ct));
        Assert.Null(await two.Replies.AddAsync(Draft(1), Ct));
    }

    [Fact]
    public async Task Runners_judge_the_same_post_each_by_its_own_settings()
    {
        var url = await DatabaseAsync();
        await using var one = await OpenAsync(url, "one");
        await using var two = await OpenAsync(url, "two");
        await one.Candidates.SaveAsync(Account.Origin, [Candidate(1, 40), Candidate(2, 30, "blocked_word")], Ct);
        await two.Candidates.SaveAsync(Account.Origin, [Candidate(1, 90, "own", Noon.AddHours(1)), Candidate(2, 80)], Ct);

        Assert.Equal([(Post(1).Id, 40.0)], (await one.Candidates.OpenAsync(Account, Noon, 10, Ct)).Select(open => (open.Post.Id, open.Score)));
        Assert.Equal([(Post(2).Id, 80.0)], (await two.Candidates.OpenAsync(OtherAccount, Noon, 10, Ct)).Select(open => (open.Post.Id, open.Score)));
        Assert.Equal(2, await one.Candidates.PruneAsync(Noon.AddMinutes(1), 10, Ct));
        Assert.Equal(2, (await two.Candidates.FirstSeenAsync(Account.Origin, [Post(1).Id, Post(2).Id], Ct)).Count);
    }

    [Fact]
    public async Task Eight_at_once_make_one_store()
    {
        var url = await DatabaseAsync();
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => OpenAsync(url, $"runner{i}")));
        Assert.Single(stores.Select(store => store.StoreId).Distinct());
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [Fact]
    public async Task A_wrong_password_none_a_missing_database_and_a_foreign_one_are_refused()
    {
        var url = await DatabaseAsync();
        await RefusedAsync(server.UrlOf("postgres", password: "wrong"), "refuses the login");
        await RefusedAsync(server.UrlOf("postgres").Replace($":{new Uri(server.UrlOf("postgres")).UserInfo.Split(':')[1]}@", "@", StringComparison.Ordinal), "asks for a password");
        await RefusedAsync(server.UrlOf("nowhere"), "createdb");
        await SqlAsync(url, "CREATE TABLE system_events (id integer)");
        await RefusedAsync(url, "another program's tables");
        await SqlAsync(url, "CREATE TABLE schema_migrations (version text)");
        await RefusedAsync(url, "migrated by another program");
    }

    [Fact]
    public async Task A_newer_schema_is_refused()
    {
        var url = await DatabaseAsync();
        await (await OpenAsync(url, "a")).DisposeAsync();
        await SqlAsync(url, "INSERT INTO schema_migrations VALUES (999, '0999_later.sql', now())");
        await RefusedAsync(url, "has schema 999");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_away()
    {
        using var closed = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        closed.Start();
        var port = ((System.Net.IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        var away = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync($"postgres://me:secret@127.0.0.1:{port}/x", "a"));
        Assert.Contains("is not reachable", away.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", away.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', away.Message);
    }

    [Fact]
    public async Task Connections_that_were_cut_are_replaced()
    {
        var url = await DatabaseAsync();
        await using var store = await OpenAsync(url, "a");
        await store.Events.AppendAsync(Event("A"), Ct);
        await SqlAsync(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        // The first call may still find the dead connection, and says so; after it the pool is clean.
        await Record.ExceptionAsync(() => store.Events.AppendAsync(Event("B"), Ct));
        await store.Events.AppendAsync(Event("C"), Ct);
        Assert.NotNull(await store.Events.LatestAsync("A", Ct));
        Assert.NotNull(await store.Events.LatestAsync("C", Ct));
    }

    [Theory]
    [InlineData("mysql://a@b/c", "no PostgreSQL URL")]
    [InlineData("nonsense", "no PostgreSQL URL")]
    [InlineData("postgres://host/db", "names no user")]
    [InlineData("postgres://me:secret@host", "names no database")]
    [InlineData("postgres://me:secret@host/db?sslmode=maybe", "sslmode 'maybe'")]
    [InlineData("postgres://me:secret@host/db?pool=9", "option 'pool'")]
    [InlineData("postgres://me:secret@host/db?port=0", "port '0'")]
    public void A_wrong_URL_is_one_line_without_its_password(string url, string saying)
    {
        var problem = PostgresUrl.Problem(url)!;
        Assert.StartsWith("DATABASE_URL: ", problem, StringComparison.Ordinal);
        Assert.Contains(saying, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public void A_URL_says_everything()
    {
        var settings = PostgresUrl.Parse("postgresql://me%40home:p%3Aw%2Fd@db.example:6543/my%20db?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem");
        Assert.Equal(("me@home", "p:w/d", "db.example", 6543, "my db"), (settings.Username, settings.Password, settings.Host, settings.Port, settings.Database));
        Assert.Equal((SslMode.VerifyFull, "/etc/ca.pem"), (settings.SslMode, settings.RootCertificate));
        Assert.Equal((5432, "/run/postgresql"), (PostgresUrl.Parse("postgres://me@x/db").Port, PostgresUrl.Parse("postgres://me@x/db?host=/run/postgresql").Host));
    }

    private async Task<string> DatabaseAsync()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        return await server.CreateDatabaseAsync(Ct);
    }

    private static Task<PostgresRunnerStore> OpenAsync(string url, string runner) =>
        PostgresRunnerStore.OpenAsync(url, runner, TimeProvider.System, logger: null, Ct);

    private static async Task RefusedAsync(string url, string saying)
    {
        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(() => OpenAsync(url, "a"));
        Assert.Contains(saying, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    private static async Task SqlAsync(string url, string statement)
    {
        await using var source = NpgsqlDataSource.Create(PostgresUrl.Parse(url).ConnectionString);
#pragma warning disable CA2100 // Constants of these tests.
        await using var command = source.CreateCommand(statement);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Ct);
    }
}
