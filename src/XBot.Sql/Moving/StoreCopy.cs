using Microsoft.Data.Sqlite;
using XBot.Core.Stores;
using XBot.Sql.Sqlite;

namespace XBot.Sql.Moving;

/// <summary>A whole copy of an SQLite store, made beside whoever writes it and proven before it is used.</summary>
internal static class StoreCopy
{
    /// <summary>A database's files. The logs first: a database without its log is only older, a log without its database would be taken for the next one's.</summary>
    public static readonly IReadOnlyList<string> Parts = ["-wal", "-shm", "-journal", ""];

    private const int DiskFull = 13;

    /// <summary>Copies, and removes what it made when it fails.</summary>
    public static IReadOnlyList<TableCount> Make(string path, string copyPath)
    {
        if (!SqliteFile.CanRead(path))
            throw new StoreRefusedException($"{path} {(File.Exists(path) ? "is empty" : "is not there")}: nothing was changed");
        Remove(copyPath);
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
            Remove(copyPath);
            if (error is SqliteException said)
                throw SqliteErrors.Map(said, said.SqliteErrorCode == DiskFull ? copyPath : path);
            throw;
        }
    }

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

    /// <summary>Makes it a store to work on, which has its log: <see cref="StoreFence"/> says why. Nobody has it open.</summary>
    public static void GiveLog(string path)
    {
        using (var file = Open(path, SqliteOpenMode.ReadWrite))
            file.Execute("PRAGMA journal_mode = WAL");
        Flush(path);
    }

    public static void Remove(string path)
    {
        foreach (var end in Parts)
            File.Delete(path + end);
    }

    private static void Flush(string path)
    {
        using var whole = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        whole.Flush(flushToDisk: true);
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
