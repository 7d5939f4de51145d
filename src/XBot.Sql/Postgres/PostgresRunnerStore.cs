using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using XBot.Core.Events;
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

    private PostgresRunnerStore(PostgresDatabase database, string storeId, string runnerId)
    {
        _database = database;
        StoreId = storeId;
        Events = new PostgresEventStore(database, runnerId);
        Heartbeats = new PostgresHeartbeatStore(database, runnerId);
        Plans = new PostgresPlanStore(database, runnerId);
        Candidates = new PostgresCandidateStore(database);
        Replies = new PostgresReplyStore(database, runnerId);
        OptOuts = new PostgresOptOutStore(database);
        Facts = new PostgresFactStore(database, runnerId);
    }

    public string StoreId { get; }
    public string Description => _database.Name;
    public IEventStore Events { get; }
    public IHeartbeatStore Heartbeats { get; }
    public IPlanStore Plans { get; }
    public ICandidateStore Candidates { get; }
    public IReplyStore Replies { get; }
    public IOptOutStore OptOuts { get; }
    public IFactStore Facts { get; }

    /// <summary>Opens the database of <paramref name="url"/> (see <see cref="PostgresUrl"/>) and brings it to the newest schema.</summary>
    public static async Task<PostgresRunnerStore> OpenAsync(string url, string runnerId, TimeProvider time, ILogger? logger, CancellationToken ct)
    {
        var database = new PostgresDatabase(PostgresUrl.Parse(url), runnerId);
        try
        {
            await PostgresMigrator.MigrateAsync(database, time, logger ?? NullLogger.Instance, ct);
            return new PostgresRunnerStore(database, await StoreIdAsync(database, ct), runnerId);
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
                return new PostgresRunnerStore(database, await StoreIdAsync(database, ct), runnerId);
            await database.DisposeAsync();
            return version == 0
                ? null
                : throw new StoreRefusedException($"{database.Name} has schema {version}, this program reads {PostgresMigrator.Newest}; start the daemon once, it brings the store forward");
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
        return await MetaAsync(connection, "origin");
    }, ct);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static Task<string> StoreIdAsync(PostgresDatabase database, CancellationToken ct) =>
        database.ReadAsync(connection => MetaAsync(connection, "store_id"), ct);

    private static async Task<string> MetaAsync(NpgsqlConnection connection, string name) =>
        (await connection.FirstAsync(SelectMeta, row => row.GetString(0), ("name", name)))!;
}
