using System.Globalization;
using Npgsql;
using XBot.Sandbox;
using XBot.Sql.Postgres;
using XBot.Testing;
using XBot.Testing.Stores;

namespace XBot.Tests.Fleets;

/// <summary>Real daemons, one PostgreSQL, one sandbox in which all of them are signed in as the same account: they contend for it.</summary>
internal sealed class FleetDesk : IAsyncDisposable
{
    // About two seconds: a long fight for the account would use up the sandbox's home.
    private const int LooksForOnePost = 20;

    private readonly TempFolder _folder = new();
    private readonly NpgsqlDataSource _database;

    private FleetDesk(SandboxServer sandbox, string url, PostgresServer server, int size, TimeSpan lease)
    {
        Sandbox = sandbox;
        _database = NpgsqlDataSource.Create(PostgresUrl.Parse(url).ConnectionString);
        var port = string.Create(CultureInfo.InvariantCulture, $":{server.Port}/");
        Members = [.. Enumerable.Range(1, size).Select(n => new FleetMember(
            $"runner-{n}", _folder.File($"profile-{n}"), sandbox.Url, own => url.Replace(port, string.Create(CultureInfo.InvariantCulture, $":{own}/"), StringComparison.Ordinal), server.Port, lease))];
    }

    public SandboxServer Sandbox { get; }
    public IReadOnlyList<FleetMember> Members { get; }

    /// <summary>How long anything may take here: grows with what the first good round took on this machine.</summary>
    public TimeSpan Patience { get; private set; } = TimeSpan.FromMinutes(4);

    /// <summary>What a start and a first good cycle with a reply took on this machine.</summary>
    public TimeSpan FirstReply { get; private set; }

    public static async Task<FleetDesk> OpenAsync(PostgresServer server, int size, TimeSpan lease, CancellationToken ct)
    {
        var url = await server.CreateDatabaseAsync(ct);
        var sandbox = await SandboxServer.StartAsync(new SandboxOptions { AutoLogin = true }, TimeProvider.System, ct);
        return new FleetDesk(sandbox, url, server, size, lease);
    }

    /// <summary>Starts all, and measures how long the first proven reply takes.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        foreach (var member in Members)
            member.Start();
        await UntilAsync("a first reply", async () => await PostsAsync(null, ct) > 0, ct);
        FirstReply = TimeProvider.System.GetElapsedTime(began);
        Patience = 10 * FirstReply > Patience ? 10 * FirstReply : Patience;
    }

    public async Task<FleetMember?> OwnerAsync(CancellationToken ct)
    {
        var names = await QueryAsync("SELECT runner_id FROM account_leases WHERE owner IS NOT NULL AND until > clock_timestamp()", row => row.GetString(0), ct);
        return names is [var name] ? Members.First(member => member.Name == name) : null;
    }

    /// <summary>Waits until somebody else than <paramref name="former"/> owns the account and has sent a reply since. Meanwhile there is always something new to answer.</summary>
    public async Task<FleetMember> OwnerThatPostsAsync(FleetMember? former, CancellationToken ct)
    {
        FleetMember? owner = null;
        long before = 0;
        var looks = 0;
        await UntilAsync($"an owner that posts{(former is null ? "" : $" in place of {former.Name}")}", async () =>
        {
            if (looks++ % LooksForOnePost == 0)
                Sandbox.Publish();
            var now = await OwnerAsync(ct);
            if (now is null || now == former)
                return false;
            var posts = await PostsAsync(now.Name, ct);
            if (now != owner)
                (owner, before) = (now, posts);
            return posts > before;
        }, ct);
        return owner!;
    }

    /// <summary>When somebody else than <paramref name="former"/> first took the account after that moment; that moment when it was somebody else's by then.</summary>
    public async Task<DateTimeOffset> TakenAsync(FleetMember former, DateTimeOffset since, CancellationToken ct) => (await QueryAsync(
        $"SELECT created_at FROM system_events WHERE event_type = 'ACCOUNT_LEASE_TAKEN' AND runner_id <> '{former.Name}' AND created_at >= '{since:O}' ORDER BY created_at LIMIT 1",
        row => row.GetFieldValue<DateTimeOffset>(0), ct)) is [var at] ? at : since;

    public Task<long> PostsAsync(string? runner, CancellationToken ct) => NumberAsync(
        $"SELECT COUNT(*) FROM system_events WHERE event_type = 'POST_SUCCESS' AND {(runner is null ? "TRUE" : $"runner_id = '{runner}'")}", ct);

    public Task<long> EventsAsync(string type, CancellationToken ct) => NumberAsync($"SELECT COUNT(*) FROM system_events WHERE event_type = '{type}'", ct);

    public Task<long> NewestEventAsync(CancellationToken ct) => NumberAsync("SELECT COALESCE(MAX(id), 0) FROM system_events", ct);

    /// <summary>Waits until the member itself has written a heartbeat with these details after that event.</summary>
    public async Task HeardAsync(FleetMember member, bool owns, long last, CancellationToken ct)
    {
        await UntilAsync($"a heartbeat of {member.Name} that {(owns ? "owns" : "does not own")} the account", async () => await NumberAsync(
            $"SELECT COUNT(*) FROM system_events WHERE id > {last.ToString(CultureInfo.InvariantCulture)} AND runner_id = '{member.Name}' AND event_type = 'RUNNER_DAEMON_HEARTBEAT' "
            + $"AND event_data #>> '{{details,owns}}' = '{(owns ? "true" : "false")}'", ct) > 0, ct);
    }

    public async Task<List<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> row, CancellationToken ct)
    {
#pragma warning disable CA2100 // Statements of this folder.
        await using var command = _database.CreateCommand(sql);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
            rows.Add(row(reader));
        return rows;
    }

    /// <summary>Nobody reads or writes the tables until what is returned is disposed of.</summary>
    public async Task<IAsyncDisposable> LockAsync(string tables, CancellationToken ct)
    {
        var connection = await _database.OpenConnectionAsync(ct);
#pragma warning disable CA2100 // Statements of this folder.
        await using var command = new NpgsqlCommand($"BEGIN; LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE", connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
        // Given back to the pool, it is rolled back.
        return connection;
    }

    /// <summary>After the server was restarted: those that are open lead nowhere.</summary>
    public void ForgetConnections() => _database.Clear();

    public async Task UntilAsync(string what, Func<Task<bool>> look, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await LookAsync(look))
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                Assert.Fail($"{what} did not come within {Patience.TotalSeconds:0} s:\n{string.Join('\n', Members.Select(member => $"{member.Name}: {Tail(member.Said)}"))}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in Members)
            await member.DisposeAsync();
        await _database.DisposeAsync();
        await Sandbox.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<long> NumberAsync(string sql, CancellationToken ct) => (await QueryAsync(sql, row => row.GetInt64(0), ct))[0];

    // Until the first daemon has made them there are no tables.
    private static async Task<bool> LookAsync(Func<Task<bool>> look)
    {
        try
        {
            return await look();
        }
        catch (PostgresException e) when (e.SqlState == "42P01")
        {
            return false;
        }
    }

    private static string Tail(string text) => text.Length > 2000 ? text[^2000..] : text;
}
