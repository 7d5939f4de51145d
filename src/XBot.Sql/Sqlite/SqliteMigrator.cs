using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using XBot.Core.Stores;

namespace XBot.Sql.Sqlite;

/// <summary>Brings a file to this program's schema. Each step runs in a transaction of its own under the write lock; a crash leaves the step before.</summary>
internal static class SqliteMigrator
{
    /// <summary>"xBOT": in the file's header, so that <c>file xbot.db</c> and we know whose it is.</summary>
    public const int ApplicationId = 0x78424F54;

    private static readonly IReadOnlyList<Migration> Steps = Migration.LoadAll("XBot.Sql.Sqlite.Migrations.");

    public static int Newest => Steps[^1].Version;

    public static async Task MigrateAsync(SqliteDatabase database, TimeProvider time, ILogger logger, CancellationToken ct)
    {
        foreach (var step in Steps)
        {
            var applied = await database.WriteAsync(connection => Apply(connection, step, database.Path, time), ct);
            if (applied)
                StoreLog.Migrated(logger, step.Name, database.Path);
        }
    }

    /// <summary>The schema's version, 0 for an empty database. Refuses another program's, and one newer than this program.</summary>
    public static int VersionOf(SqliteConnection connection, string path)
    {
        var application = Convert.ToInt64(connection.Scalar("PRAGMA application_id"), CultureInfo.InvariantCulture);
        var tables = (long)connection.Scalar("SELECT COUNT(*) FROM sqlite_master")!;
        if (application == 0 && tables == 0)
            return 0;
        if (application != ApplicationId)
            throw new StoreRefusedException($"{path} is another program's SQLite database (application id {application}); move it away or set RUNNER_PROFILE_DIR");
        if ((long)connection.Scalar("SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_migrations'")! == 0)
            throw new StoreRefusedException($"{path} has lost its schema_migrations table; restore a backup with 'xbot db restore FILE', which keeps the damaged file beside it");
        var version = (long)(connection.Scalar("SELECT MAX(version) FROM schema_migrations") ?? 0L);
        if (version > Newest)
            throw new StoreRefusedException($"{path} has schema {version}, this program knows up to {Newest}; run the newer program or restore a backup of before");
        return (int)version;
    }

    private static bool Apply(SqliteConnection connection, Migration step, string path, TimeProvider time)
    {
        // Read again under the lock: another process may have been faster.
        var version = VersionOf(connection, path);
        if (version >= step.Version)
            return false;
        if (version == 0)
            connection.Execute($"""
                PRAGMA application_id = {ApplicationId};
                CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT;
                """);
        connection.Execute(step.Sql);
        var now = StoreText.Of(time.GetUtcNow());
        if (version == 0)
            connection.Execute("INSERT INTO store_meta (name, value) VALUES ('store_id', $id), ('created_at', $now)",
                ("$id", RandomNumberGenerator.GetHexString(32, lowercase: true)), ("$now", now));
        connection.Execute("INSERT INTO schema_migrations (version, name, applied_at) VALUES ($version, $name, $now)",
            ("$version", step.Version), ("$name", step.Name), ("$now", now));
        return true;
    }
}
