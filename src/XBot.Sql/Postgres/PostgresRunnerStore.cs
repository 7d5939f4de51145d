using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using XBot.Core.Events;
using XBot.Core.Fleet;
using XBot.Core.Heartbeats;
using XBot.Core.Plans;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Stores;

namespace XBot.Sql.Postgres;

/// <summary>The store of one runner in a PostgreSQL database that many runners may share.</summary>
public sealed class PostgresRunnerStore : IRunnerStore
{
    private const string SelectMeta = "SELECT value FROM store_meta WHERE name = @name";

    private readonly PostgresDatabase _database;
    private readonly string _runnerId;

    private PostgresRunnerStore(PostgresDatabase database, (string Id, bool Restored) identity, string runnerId)
    {
        (_database, _runnerId) = (database, runnerId);
        (StoreId, WasRestored) = identity;
        Events = new PostgresEventStore(database, runnerId);
        Heartbeats = new PostgresHeartbeatStore(database, runnerId);
        Plans = new PostgresPlanStore(database, runnerId);
        Candidates = new PostgresCandidateStore(database, runnerId);
        Replies = new PostgresReplyStore(database, runnerId);
        OptOuts = new PostgresOptOutStore(database);
        Facts = new PostgresFactStore(database, runnerId, runnerId);
        Fleet = new PostgresFleetStore(database, runnerId);
    }

    public string StoreId { get; }
    public bool WasRestored { get; }
    public string Description => _database.Name;
    public IEventStore Events { get; }
    public IHeartbeatStore Heartbeats { get; }
    public IPlanStore Plans { get; }
    public ICandidateStore Candidates { get; }
    public IReplyStore Replies { get; }
    public IOptOutStore OptOuts { get; }
    public IFactStore Facts { get; }
    public IFleetStore Fleet { get; }

    public IFactStore FactsOf(AccountKey account) => new PostgresFactStore(_database, StoreText.ScopeOf(account), _runnerId);

    /// <summary>Opens the database of <paramref name="url"/> (see <see cref="PostgresUrl"/>) and brings it to the newest schema.</summary>
    public static Task<PostgresRunnerStore> OpenAsync(string url, string runnerId, TimeProvider time, ILogger? logger, CancellationToken ct) =>
        OpenAsync(url, runnerId, time, logger, PostgresDatabase.MaxConnections, ct);

    /// <param name="connections">At most so many at once.</param>
    public static async Task<PostgresRunnerStore> OpenAsync(string url, string runnerId, TimeProvider time, ILogger? logger, int connections, CancellationToken ct)
    {
        var database = new PostgresDatabase(PostgresUrl.Parse(url), runnerId, connections);
        try
        {
            await MigrateAsync(database, url, runnerId, time, logger ?? NullLogger.Instance, ct);
            return new PostgresRunnerStore(database, await IdentityAsync(database, ct), runnerId);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens for a reading command; migrates nothing. Null: there is no store yet.</summary>
    public static async Task<PostgresRunnerStore?> OpenForReadingAsync(string url, string runnerId, CancellationToken ct)
    {
        var database = new PostgresDatabase(PostgresUrl.Parse(url), runnerId);
        try
        {
            var version = await database.ReadAsync(connection => PostgresMigrator.VersionOfAsync(connection, database.Name), ct);
            if (version == PostgresMigrator.Newest)
                return new PostgresRunnerStore(database, await IdentityAsync(database, ct), runnerId);
            await database.DisposeAsync();
            return version == 0
                ? null
                : throw new StoreRefusedException($"{database.Name} has schema {version}, this program reads {PostgresMigrator.Newest}; 'xbot db migrate' brings it forward, and so does the daemon");
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public Task<string> BindOriginAsync(string origin, CancellationToken ct) => _database.WriteAsync(async connection =>
    {
        await connection.ExecuteAsync("INSERT INTO store_meta (name, value) VALUES ('origin', @origin) ON CONFLICT (name) DO NOTHING", ("origin", origin));
        return (await MetaAsync(connection, "origin"))!;
    }, ct);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    // The lock is only for those who have something to do: a start beside a running fleet waits for nobody. Where there is something, it may take its time.
    private static async Task MigrateAsync(PostgresDatabase database, string url, string runnerId, TimeProvider time, ILogger logger, CancellationToken ct)
    {
        if (await database.ReadAsync(connection => PostgresMigrator.VersionOfAsync(connection, database.Name), ct) == PostgresMigrator.Newest)
            return;
        await using var patient = new PostgresDatabase(PostgresUrl.Parse(url), runnerId, connections: 1, patient: true);
        await PostgresMigrator.MigrateAsync(patient, time, logger, ct);
    }

    private static Task<(string Id, bool Restored)> IdentityAsync(PostgresDatabase database, CancellationToken ct) => database.ReadAsync(async connection => (
        await MetaAsync(connection, "store_id") ?? throw new StoreRefusedException($"{database.Name} has lost its store_id; restore a backup"),
        await MetaAsync(connection, "restored_at") is not null), ct);

    private static Task<string?> MetaAsync(NpgsqlConnection connection, string name) =>
        connection.FirstAsync(SelectMeta, row => row.GetString(0), ("name", name));
}
