using XBot.Core.Stores;

namespace XBot.Sql.Sqlite;

/// <summary>A quick look at every page of a file that is about to be worked with for long.</summary>
internal static class SqliteExamination
{
    /// <summary>A larger file takes longer than a start may; 'xbot db check' examines any.</summary>
    private const long MaxBytes = 1 << 30;

    public static async Task RefuseDamagedAsync(string path, CancellationToken ct)
    {
        if (!SqliteFile.CanRead(path) || new FileInfo(path).Length > MaxBytes)
            return;
        await using var database = new SqliteDatabase(path, writable: false);
        var problem = await database.ReadAsync(
            connection => SqliteMigrator.VersionOf(connection, path) == 0 ? "ok" : (string?)connection.Scalar("PRAGMA quick_check(1)"), ct);
        if (problem != "ok")
            throw new StoreRefusedException($"{path} is damaged ({problem?.ReplaceLineEndings(" ")}); restore a backup with 'xbot db restore FILE', which keeps the damaged file beside it");
    }
}
