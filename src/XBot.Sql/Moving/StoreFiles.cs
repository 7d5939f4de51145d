using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using XBot.Core.Stores;
using XBot.Sql.Sqlite;

namespace XBot.Sql.Moving;

/// <summary>Copies of an SQLite store. A copy stands under its name only when it is whole.</summary>
internal static class StoreFiles
{
    private const int Busy = 5, Locked = 6, DiskFull = 13;

    // The log first: a database without its log is only older, a log without its database would be taken for the next one's.
    private static readonly string[] Parts = ["-wal", "-shm", ""];

    /// <summary>Copies the store beside whoever writes it; to a network's disk too.</summary>
    public static Task<IReadOnlyList<TableCount>> BackupAsync(string path, string target, CancellationToken ct) =>
        BackupAsync(path, target, NetworkFileSystem.TypeOf(target) is not null, ct);

    /// <param name="carried">SQLite works on local disks only: the copy is made beside the store, and its finished file carried over.</param>
    internal static Task<IReadOnlyList<TableCount>> BackupAsync(string path, string target, bool carried, CancellationToken ct) => Task.Run(() =>
    {
        if (!SqliteFile.CanRead(path))
            throw new StoreRefusedException($"there is no store to back up: {path} does not exist or is empty");
        RefuseExisting(target);
        var part = target + ".part";
        var copy = carried ? path + ".backing-up" : part;
        var counts = CopyWhole(path, copy);
        if (carried)
            Carry(copy, part);
        File.Move(part, target, overwrite: false);
        return counts;
    }, ct);

    /// <summary>
    /// Puts the backup in the store's place under a new store id, and the store that was there aside. Its caller sees to it that nobody has the store open.
    /// </summary>
    /// <returns>Where the former store is now; null when there was none.</returns>
    public static Task<(string? Aside, IReadOnlyList<TableCount> Tables)> RestoreAsync(string backup, string path, TimeProvider time, CancellationToken ct) =>
        RestoreAsync(backup, path, NetworkFileSystem.TypeOf(backup) is not null, time, ct);

    /// <param name="carried">From a network's disk: the file is fetched first.</param>
    internal static async Task<(string? Aside, IReadOnlyList<TableCount> Tables)> RestoreAsync(string backup, string path, bool carried, TimeProvider time, CancellationToken ct)
    {
        var restoring = path + ".restoring";
        var tables = await Task.Run(() => carried ? FetchWhole(backup, restoring) : CopyWhole(backup, restoring), ct);
        await using (var copy = new SqliteDatabase(restoring, writable: true))
        {
            await SqliteMigrator.MigrateAsync(copy, time, NullLogger.Instance, ct);
            await copy.WriteAsync(connection => MarkRestored(connection, time.GetUtcNow()), ct);
        }

        FoldLog(restoring);
        RefuseInUse(path);
        var aside = PutAside(path, time);
        File.Move(restoring, path);
        return (aside, tables);
    }

    /// <summary>Another identity, and the word that the store may lack what was posted last (docs/decisions/store-rules.md).</summary>
    public static int MarkRestored(SqliteConnection connection, DateTimeOffset now) => connection.Execute("""
        UPDATE store_meta SET value = $id WHERE name = 'store_id';
        INSERT INTO store_meta (name, value) VALUES ('restored_at', $now) ON CONFLICT (name) DO UPDATE SET value = excluded.value;
        """,
        ("$id", RandomNumberGenerator.GetHexString(32, lowercase: true)), ("$now", StoreText.Of(now)));

    /// <summary>What <c>PRAGMA integrity_check</c> and the foreign keys say; empty when all is well.</summary>
    public static IReadOnlyList<string> ProblemsOf(SqliteConnection connection) =>
    [
        .. connection.Query("PRAGMA integrity_check(20)", row => row.GetString(0)).Where(line => line != "ok").Select(line => line.ReplaceLineEndings(" ")),
        .. connection.Query("PRAGMA foreign_key_check", row => $"{row.GetString(0)} names a row of {row.GetString(2)} that is not there"),
    ];

    /// <summary>The rows of each table that this schema has.</summary>
    public static IReadOnlyList<TableCount> CountsOf(SqliteConnection connection)
    {
        var there = connection.Query("SELECT name FROM sqlite_master WHERE type = 'table'", row => row.GetString(0));
        return [.. StoreTables.Names.Where(there.Contains).Select(table => new TableCount(table, (long)connection.Scalar($"SELECT COUNT(*) FROM {table}")!))];
    }

    /// <summary>Makes it one file that can be carried away, whole on the disk and without a log beside it. Nobody has it open.</summary>
    public static void FoldLog(string path)
    {
        using (var file = Open(path, SqliteOpenMode.ReadWrite))
            file.Execute("PRAGMA journal_mode = DELETE");
        Flush(path);
    }

    private static IReadOnlyList<TableCount> FetchWhole(string path, string copyPath)
    {
        var fetched = copyPath + ".fetched";
        try
        {
            CopyFile(path, fetched);
            return CopyWhole(fetched, copyPath);
        }
        finally
        {
            File.Delete(fetched);
        }
    }

    private static IReadOnlyList<TableCount> CopyWhole(string path, string copyPath)
    {
        if (!SqliteFile.CanRead(path))
            throw new StoreRefusedException($"{path} {(File.Exists(path) ? "is empty" : "is not there")}: nothing was changed");
        foreach (var end in Parts)
            File.Delete(copyPath + end);
        SqliteFile.Prepare(copyPath);
        try
        {
            IReadOnlyList<TableCount> counts;
            using (var source = Open(path, SqliteOpenMode.ReadOnly))
            using (var copy = Open(copyPath, SqliteOpenMode.ReadWrite))
            {
                if (SqliteMigrator.VersionOf(source, path) == 0)
                    throw new StoreRefusedException($"{path} holds no store: nothing was changed");
                source.BackupDatabase(copy);
                if (ProblemsOf(copy) is [var problem, ..])
                    throw new StoreRefusedException($"{path} is damaged ({problem}): nothing was changed; take an older backup");
                counts = CountsOf(copy);
            }

            FoldLog(copyPath);
            return counts;
        }
        catch (Exception error)
        {
            File.Delete(copyPath);
            if (error is SqliteException said)
                throw SqliteErrors.Map(said, said.SqliteErrorCode == DiskFull ? copyPath : path);
            throw;
        }
    }

    private static void Carry(string from, string to)
    {
        try
        {
            CopyFile(from, to);
        }
        finally
        {
            File.Delete(from);
        }
    }

    private static void CopyFile(string from, string to)
    {
        try
        {
            File.Copy(from, to, overwrite: true);
            Flush(to);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"{from} cannot be copied to {to} ({error.Message.ReplaceLineEndings(" ")}); nothing was changed", error);
        }
    }

    /// <summary>Only to one who is alone on it does SQLite give up a file's log: a command that still has it open would go on writing into the file that was put aside.</summary>
    private static void RefuseInUse(string path)
    {
        try
        {
            if (File.Exists(path) && SqliteFile.CanRead(path))
                FoldLog(path);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is Busy or Locked)
        {
            throw new StoreUnavailableException($"{path} is open in another command: nothing was changed; end it ('xbot queue review', a shell with sqlite3) and try again", error);
        }
        catch (Exception error) when (error is SqliteException or StoreRefusedException or StoreUnavailableException)
        {
            // A damaged file is what a restore is for: it is put aside as it is, with its log.
        }
    }

    private static string? PutAside(string path, TimeProvider time)
    {
        if (!File.Exists(path))
        {
            // Whatever is left of a database that is gone must not be taken for the new one's.
            foreach (var end in Parts)
                File.Delete(path + end);
            return null;
        }

        var aside = path + time.GetUtcNow().ToString("'.before-'yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
        RefuseExisting(aside);
        foreach (var end in Parts.Where(end => File.Exists(path + end)))
            File.Move(path + end, aside + end);
        return aside;
    }

    private static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString());
        connection.Open();
        return connection;
    }

    private static void RefuseExisting(string path)
    {
        if (Path.Exists(path))
            throw new StoreRefusedException($"{path} is there already: nothing was changed; name another file");
    }
}
