using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using XBot.Core.Stores;
using XBot.Sql.Postgres;
using XBot.Sql.Sqlite;

namespace XBot.Sql.Moving;

/// <summary>
/// The store as a thing to look after: migrated, copied, put back, moved, examined. Whoever restores, imports or migrates holds the profile's instance lock.
/// </summary>
/// <param name="url">DATABASE_URL; null for the file in the profile.</param>
public sealed class StoreKeeping(string? url, string profileDir, string runnerId, TimeProvider time, Action<string> progress)
{
    private const string SqliteMagic = "SQLite format 3";

    private readonly string _path = Path.Combine(profileDir, StoreOpener.FileName);

    /// <summary>Without the password.</summary>
    public string Description => url is null ? $"SQLite {_path}" : Database(url).Name;

    /// <summary>The schema's version before and after; 0 for no store.</summary>
    public async Task<(int From, int To)> MigrateAsync(CancellationToken ct)
    {
        var before = await VersionAsync(ct);
        await using var store = await StoreOpener.OpenAsync(url, profileDir, runnerId, time, NullLogger.Instance, ct);
        return (before, url is null ? SqliteMigrator.Newest : PostgresMigrator.Newest);
    }

    /// <summary>Copies the store into the new file <paramref name="target"/>, beside whoever writes it.</summary>
    public async Task<IReadOnlyList<TableCount>> BackupAsync(string target, CancellationToken ct)
    {
        if (url is null)
            return await StoreFiles.BackupAsync(_path, target, time, ct);
        return await IntoNewFileAsync(target, async part =>
        {
            await using var database = Database(url);
            return await database.ReadAsync(server => PostgresArchive.WriteAsync(server, database.Name, part, time, progress, ct), ct);
        });
    }

    /// <summary>Puts a backup back. PostgreSQL: into a database without a store.</summary>
    /// <returns>Where the former file is now; null when there was none.</returns>
    public async Task<(string? Aside, IReadOnlyList<TableCount> Tables)> RestoreAsync(string backup, CancellationToken ct)
    {
        var isSqlite = await IsSqliteAsync(backup, ct);
        if (url is null)
            return isSqlite || !await IsArchiveAsync(backup, ct)
                ? await StoreFiles.RestoreAsync(backup, _path, time, ct)
                : throw new StoreRefusedException($"{backup} is a backup of a PostgreSQL store: nothing was changed; name an empty database in DATABASE_URL to restore it into");
        if (isSqlite)
            throw new StoreRefusedException($"{backup} is an SQLite store: nothing was changed; 'xbot db import {backup}' moves it into PostgreSQL");
        await using var database = Database(url);
        return (null, await database.ReadAsync(server => PostgresArchive.RestoreAsync(server, database.Name, backup, time, progress, ct), ct));
    }

    /// <summary>Moves the rows of the file or database <paramref name="from"/> into the store, which must be empty; all or nothing.</summary>
    public Task<IReadOnlyList<TableCount>> ImportAsync(string from, CancellationToken ct) => url is null ? FromPostgresAsync(from, ct) : ToPostgresAsync(from, url, ct);

    /// <summary>Null: there is no store yet.</summary>
    public async Task<StoreCheckup?> CheckAsync(CancellationToken ct)
    {
        var version = await VersionAsync(ct);
        if (version == 0)
            return null;
        if (url is null)
        {
            await using var file = new SqliteDatabase(_path, writable: false);
            return await file.ReadAsync(connection => CheckFile(connection, version), ct);
        }

        await using var database = Database(url);
        return await database.ReadAsync(async server => new StoreCheckup(
            database.Name, version, await server.FirstAsync("SELECT pg_database_size(current_database())", row => row.GetInt64(0)), null,
            await PostgresCounts.ReadAllAsync(server),
            await server.QueryAsync("""
                SELECT format('index %s is not valid: REINDEX INDEX %s', indexrelid::regclass, indexrelid::regclass) FROM pg_index JOIN pg_stat_user_tables ON relid = indrelid
                WHERE NOT indisvalid AND schemaname = ANY (current_schemas(false)) AND relname = ANY (string_to_array(@ours, ','))
                """, row => row.GetString(0), ("ours", string.Join(',', StoreTables.Names)))), ct);
    }

    /// <summary>How large it is, and how much of that is waste; quick, for a look. Null: there is no store yet.</summary>
    public async Task<StoreSize?> SizeAsync(CancellationToken ct)
    {
        if (url is null)
        {
            // Not opened for a look first: closing any handle of a file gives up every lock that this process has on it, and the doctor has the store open.
            if (new FileInfo(_path) is not { Exists: true, Length: > 0 })
                return null;
            await using var file = new SqliteDatabase(_path, writable: false);
            return await file.ReadAsync(connection =>
            {
                var page = (long)connection.Scalar("PRAGMA page_size")!;
                return new StoreSize(page * (long)connection.Scalar("PRAGMA page_count")!, page * (long)connection.Scalar("PRAGMA freelist_count")!, []);
            }, ct);
        }

        await using var database = new PostgresDatabase(PostgresUrl.Parse(url), runnerId, connections: 1);
        var tables = await database.ReadAsync(server => server.QueryAsync("""
            SELECT relname::text, pg_total_relation_size(relid), n_live_tup, n_dead_tup, GREATEST(last_vacuum, last_autovacuum)
            FROM pg_stat_user_tables WHERE schemaname = ANY (current_schemas(false)) AND relname = ANY (string_to_array(@ours, ','))
            ORDER BY pg_total_relation_size(relid) DESC
            """, row => new TableSize(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.TimeOrNull(4)), ("ours", string.Join(',', StoreTables.Names))), ct);
        return tables.Count == 0 ? null : new StoreSize(tables.Sum(table => table.Bytes), null, tables);
    }

    private async Task<IReadOnlyList<TableCount>> ToPostgresAsync(string from, string into, CancellationToken ct)
    {
        await using var source = await SqliteRunnerStore.OpenForReadingAsync(from, runnerId, ct)
            ?? throw new StoreRefusedException($"{from} holds no store: nothing was changed");
        await using (await PostgresRunnerStore.OpenAsync(into, runnerId, time, null, ct))
        {
            // Only for its schema.
        }

        await using var target = Database(into);
        using var file = source.Database.Connect(write: false);
        if (StoreCopy.ProblemsOf(file) is [var problem, ..])
            throw new StoreRefusedException($"{from} is damaged ({problem}): nothing was changed; take a backup");
        try
        {
            return await target.ReadAsync(server => new StoreMove(file, server, runnerId, time, progress, ct).ToPostgresAsync(), ct);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Map(error, from);
        }
    }

    private Task<IReadOnlyList<TableCount>> FromPostgresAsync(string from, CancellationToken ct) => IntoNewFileAsync(_path, async part =>
    {
        var counts = await FillAsync(from, part, ct);
        StoreCopy.FoldLog(part);
        return counts;
    });

    private async Task<IReadOnlyList<TableCount>> FillAsync(string from, string part, CancellationToken ct)
    {
        await using (await PostgresRunnerStore.OpenForReadingAsync(from, runnerId, ct) ?? throw new StoreRefusedException($"{Database(from).Name} holds no store: nothing was changed"))
        {
            // Only to be sure of its schema.
        }

        await using var source = Database(from);
        await using var target = await SqliteRunnerStore.OpenAsync(part, runnerId, time, null, ct);
        using var file = target.Database.Connect(write: true);
        return await source.ReadAsync(server => new StoreMove(file, server, runnerId, time, progress, ct).ToSqliteAsync(), ct);
    }

    /// <summary>The file stands under its name only when it is whole.</summary>
    private static async Task<IReadOnlyList<TableCount>> IntoNewFileAsync(string target, Func<string, Task<IReadOnlyList<TableCount>>> fill)
    {
        if (Path.Exists(target))
            throw new StoreRefusedException($"{target} is there already: nothing was changed; move it away, or name another file");
        if (new FileInfo(target + "-wal") is { Exists: true, Length: > 0 } log)
            throw new StoreRefusedException($"{log.FullName} is there, the log of a store that was moved away: nothing was changed; move it there too, what was written last is in it");
        var part = target + ".part";
        try
        {
            File.Delete(part);
            SqliteFile.Claim(part);
            var counts = await fill(part);
            File.Move(part, target, overwrite: false);
            return counts;
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Map(error, target);
        }
        catch (IOException error)
        {
            throw new StoreUnavailableException($"{target} cannot be written ({error.Message.ReplaceLineEndings(" ")}); nothing was changed", error);
        }
        finally
        {
            foreach (var end in (string[])["", "-wal", "-shm"])
                File.Delete(part + end);
        }
    }

    private async Task<int> VersionAsync(CancellationToken ct)
    {
        if (url is not null)
        {
            await using var database = Database(url);
            return await database.ReadAsync(server => PostgresMigrator.VersionOfAsync(server, database.Name), ct);
        }

        if (!SqliteFile.CanRead(_path))
            return 0;
        await using var file = new SqliteDatabase(_path, writable: false);
        return await file.ReadAsync(connection => SqliteMigrator.VersionOf(connection, _path), ct);
    }

    private StoreCheckup CheckFile(SqliteConnection connection, int version)
    {
        var page = (long)connection.Scalar("PRAGMA page_size")!;
        var problems = StoreCopy.ProblemsOf(connection);
        return new StoreCheckup(Description, version, page * (long)connection.Scalar("PRAGMA page_count")!, page * (long)connection.Scalar("PRAGMA freelist_count")!,
            problems.Count == 0 ? StoreCopy.CountsOf(connection) : [], problems);
    }

    private PostgresDatabase Database(string address) => new(PostgresUrl.Parse(address), runnerId, connections: 2, patient: true);

    private static async Task<bool> IsSqliteAsync(string file, CancellationToken ct) => (await HeadAsync(file, ct)).StartsWith(SqliteMagic, StringComparison.Ordinal);

    private static async Task<bool> IsArchiveAsync(string file, CancellationToken ct) => (await HeadAsync(file, ct)).StartsWith("PK", StringComparison.Ordinal);

    private static async Task<string> HeadAsync(string file, CancellationToken ct)
    {
        try
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var head = new byte[SqliteMagic.Length];
            return System.Text.Encoding.Latin1.GetString(head, 0, await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException($"{file} cannot be read ({error.Message.ReplaceLineEndings(" ")}): nothing was changed", error);
        }
    }
}
