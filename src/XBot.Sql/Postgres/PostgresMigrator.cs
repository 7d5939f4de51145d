using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Npgsql;
using XBot.Core.Stores;

namespace XBot.Sql.Postgres;

/// <summary>Brings a database to this program's schema. Each step runs in a transaction of its own under an advisory lock; a crash leaves the step before.</summary>
internal static class PostgresMigrator
{
    /// <summary>"xBOT": whoever migrates holds this advisory lock until its transaction ends.</summary>
    private const int LockKey = 0x78424F54;

    private static readonly IReadOnlyList<Migration> Steps = Migration.LoadAll("XBot.Sql.Postgres.Migrations.");

    public static int Newest => Steps[^1].Version;

    public static async Task MigrateAsync(PostgresDatabase database, TimeProvider time, ILogger logger, CancellationToken ct)
    {
        foreach (var step in Steps)
            if (await database.WriteAsync(connection => ApplyAsync(connection, step, database.Name, time), ct))
                StoreLog.Migrated(logger, step.Name, database.Name);
    }

    /// <summary>The steps up to <paramref name="upTo"/>, in the caller's transaction.</summary>
    public static async Task ApplyAsync(NpgsqlConnection connection, string store, TimeProvider time, int upTo)
    {
        foreach (var step in Steps.Where(step => step.Version <= upTo))
            await ApplyAsync(connection, step, store, time);
    }

    /// <summary>The schema's version, 0 when there is none. Refuses another program's, and one newer than this program.</summary>
    public static async Task<int> VersionOfAsync(NpgsqlConnection connection, string store)
    {
        // Not to_regclass(): that answers from a cache which waiting for an advisory lock does not refresh.
        var tables = await connection.QueryAsync(
            "SELECT tablename::text FROM pg_tables WHERE schemaname = ANY (current_schemas(false)) AND tablename IN ('schema_migrations', 'store_meta')",
            row => row.GetString(0));
        if (!tables.Contains("schema_migrations"))
            return 0;
        if (!tables.Contains("store_meta"))
            throw new StoreRefusedException($"{store} is migrated by another program; give the runner a database of its own");
        var version = await connection.FirstAsync("SELECT COALESCE(MAX(version), 0) FROM schema_migrations", row => row.GetInt32(0));
        return version <= Newest
            ? version
            : throw new StoreRefusedException($"{store} has schema {version}, this program knows up to {Newest}; run the newer program");
    }

    private static async Task<bool> ApplyAsync(NpgsqlConnection connection, Migration step, string store, TimeProvider time)
    {
        await connection.ExecuteAsync("SET LOCAL statement_timeout = 0");
        await connection.ExecuteAsync("SET LOCAL lock_timeout = '60s'");
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@key)", ("key", (long)LockKey));
        // Read again under the lock: another runner may have been faster.
        var version = await VersionOfAsync(connection, store);
        if (version >= step.Version)
            return false;
        if (version == 0)
            await connection.ExecuteAsync("CREATE TABLE schema_migrations (version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL)");
        await connection.ExecuteAsync(step.Sql);
        if (version == 0)
            await connection.ExecuteAsync("INSERT INTO store_meta (name, value) VALUES ('store_id', @id)",
                ("id", RandomNumberGenerator.GetHexString(32, lowercase: true)));
        await connection.ExecuteAsync("INSERT INTO schema_migrations (version, name, applied_at) VALUES (@version, @name, @now)",
            ("version", step.Version), ("name", step.Name), ("now", time.GetUtcNow()));
        return true;
    }
}
