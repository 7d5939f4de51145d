using Microsoft.Extensions.Logging;
using XBot.Core.Stores;
using XBot.Sql.Postgres;
using XBot.Sql.Sqlite;

namespace XBot.Sql;

/// <summary>Opens the store that DATABASE_URL names: a PostgreSQL URL, or none for the SQLite file <c>xbot.db</c> in the profile.</summary>
public static class StoreOpener
{
    public const string FileName = "xbot.db";

    /// <summary>Opens for writing; creates and migrates what is missing.</summary>
    public static async Task<IRunnerStore> OpenAsync(
        string? databaseUrl, string profileDir, string runnerId, TimeProvider time, ILogger? logger, CancellationToken ct) =>
        databaseUrl is null
            ? await SqliteRunnerStore.OpenAsync(Path.Combine(profileDir, FileName), runnerId, time, logger, ct)
            : await PostgresRunnerStore.OpenAsync(databaseUrl, runnerId, time, logger, ct);

    /// <summary>As <see cref="OpenAsync"/>, for a daemon: an SQLite file of up to a gigabyte is examined first, so that a damaged one is met here and not half way.</summary>
    public static async Task<IRunnerStore> OpenExaminedAsync(
        string? databaseUrl, string profileDir, string runnerId, TimeProvider time, ILogger? logger, CancellationToken ct)
    {
        if (databaseUrl is null)
            await SqliteExamination.RefuseDamagedAsync(Path.Combine(profileDir, FileName), ct);
        return await OpenAsync(databaseUrl, profileDir, runnerId, time, logger, ct);
    }

    /// <summary>Opens for reading beside a daemon; creates nothing. Null: there is no store yet.</summary>
    public static async Task<IRunnerStore?> OpenForReadingAsync(string? databaseUrl, string profileDir, string runnerId, CancellationToken ct) =>
        databaseUrl is null
            ? await SqliteRunnerStore.OpenForReadingAsync(Path.Combine(profileDir, FileName), runnerId, ct)
            : await PostgresRunnerStore.OpenForReadingAsync(databaseUrl, runnerId, ct);
}
