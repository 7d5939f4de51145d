using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using XBot.Core.Events;
using XBot.Core.Fleet;
using XBot.Core.Heartbeats;
using XBot.Core.Plans;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Stores;

namespace XBot.Sql.Sqlite;

/// <summary>The store of one runner in one SQLite file, which several processes of this runner may have open.</summary>
public sealed class SqliteRunnerStore : IRunnerStore
{
    private const string SelectMeta = "SELECT value FROM store_meta WHERE name = $name";

    private readonly SqliteDatabase _database;
    private readonly string _runnerId;

    private SqliteRunnerStore(SqliteDatabase database, (string Id, bool Restored) identity, string runnerId)
    {
        (_database, _runnerId) = (database, runnerId);
        (StoreId, WasRestored) = identity;
        Events = new SqliteEventStore(database, runnerId);
        Heartbeats = new SqliteHeartbeatStore(database, runnerId);
        Plans = new SqlitePlanStore(database, runnerId);
        Candidates = new SqliteCandidateStore(database, runnerId);
        Replies = new SqliteReplyStore(database, runnerId);
        OptOuts = new SqliteOptOutStore(database);
        Facts = new SqliteFactStore(database, "", runnerId);
        Fleet = new SqliteFleetStore(database, runnerId);
    }

    public string StoreId { get; }
    public bool WasRestored { get; }
    public string Description => $"SQLite {_database.Path}";
    public IEventStore Events { get; }
    public IHeartbeatStore Heartbeats { get; }
    public IPlanStore Plans { get; }
    public ICandidateStore Candidates { get; }
    public IReplyStore Replies { get; }
    public IOptOutStore OptOuts { get; }
    public IFactStore Facts { get; }
    public IFleetStore Fleet { get; }

    public IFactStore FactsOf(AccountKey account) => new SqliteFactStore(_database, StoreText.ScopeOf(account) + "/", _runnerId);

    internal SqliteDatabase Database => _database;

    /// <summary>Opens <paramref name="path"/> for writing, creating it (mode 0600, in a directory that exists) and bringing it to the newest schema.</summary>
    public static async Task<SqliteRunnerStore> OpenAsync(string path, string runnerId, TimeProvider time, ILogger? logger, CancellationToken ct)
    {
        path = Path.GetFullPath(path);
        SqliteFile.Prepare(path);
        var database = new SqliteDatabase(path, writable: true);
        try
        {
            // A foreign file must be refused before anything is changed in it, the journal mode too.
            await database.ReadAsync(connection => SqliteMigrator.VersionOf(connection, path), ct);
            await SqliteMigrator.MigrateAsync(database, time, logger ?? NullLogger.Instance, ct);
            return new SqliteRunnerStore(database, await database.ReadAsync(IdentityOf, ct), runnerId);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Opens <paramref name="path"/> for reading, beside whoever writes it; creates and migrates nothing. Null: there is no store yet.
    /// A schema older than the program is refused: its columns may be missing.
    /// </summary>
    public static async Task<SqliteRunnerStore?> OpenForReadingAsync(string path, string runnerId, CancellationToken ct)
    {
        path = Path.GetFullPath(path);
        if (!SqliteFile.CanRead(path))
            return null;
        var database = new SqliteDatabase(path, writable: false);
        try
        {
            var version = await database.ReadAsync(connection => SqliteMigrator.VersionOf(connection, path), ct);
            if (version == SqliteMigrator.Newest)
                return new SqliteRunnerStore(database, await database.ReadAsync(IdentityOf, ct), runnerId);
            await database.DisposeAsync();
            return version == 0
                ? null
                : throw new StoreRefusedException($"{path} has schema {version}, this program reads {SqliteMigrator.Newest}; 'xbot db migrate' brings it forward, and so does the daemon");
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public Task<string> BindOriginAsync(string origin, CancellationToken ct) => _database.WriteAsync(connection =>
    {
        connection.Execute("INSERT INTO store_meta (name, value) VALUES ('origin', $origin) ON CONFLICT (name) DO NOTHING", ("$origin", origin));
        return (string)connection.Scalar(SelectMeta, ("$name", "origin"))!;
    }, ct);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static (string Id, bool Restored) IdentityOf(SqliteConnection connection) => (
        connection.Scalar(SelectMeta, ("$name", "store_id")) as string
            ?? throw new StoreRefusedException($"{connection.DataSource} has lost its store_id; restore a backup with 'xbot db restore FILE', which keeps the damaged file beside it"),
        connection.Scalar(SelectMeta, ("$name", "restored_at")) is not null);
}
