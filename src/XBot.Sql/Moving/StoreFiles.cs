using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using XBot.Core.Stores;
using XBot.Sql.Sqlite;

namespace XBot.Sql.Moving;

/// <summary>Backups of an SQLite store, and putting them back. A copy stands under its name only when it is whole.</summary>
internal static class StoreFiles
{
    // No name that a person would give a backup: what is left under it is removed.
    private const string Carried = ".carrying-";

    // A copy that nobody touched for so long is of a process that was killed.
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    private static int _copies;

    /// <summary>Copies the store beside whoever writes it; to a network's disk too.</summary>
    public static Task<IReadOnlyList<TableCount>> BackupAsync(string path, string target, TimeProvider time, CancellationToken ct) =>
        BackupAsync(path, target, NetworkFileSystem.TypeOf(target) is not null, time, ct);

    /// <param name="carried">SQLite works on local disks only: the copy is made beside the store, and its finished file carried over.</param>
    internal static Task<IReadOnlyList<TableCount>> BackupAsync(string path, string target, bool carried, TimeProvider time, CancellationToken ct) => Task.Run(() =>
    {
        if (!SqliteFile.CanRead(path))
            throw new StoreRefusedException($"there is no store to back up: {path} does not exist or is empty");
        RefuseExisting(target);
        var part = target + ".part";
        // Nobody keeps two backups apart that are made at once: each has a name of its own.
        var copy = carried ? string.Create(CultureInfo.InvariantCulture, $"{path}{Carried}{Environment.ProcessId}-{Interlocked.Increment(ref _copies)}") : part;
        if (carried)
            RemoveLeftovers(path, time);
        try
        {
            var counts = StoreCopy.Make(path, copy);
            ct.ThrowIfCancellationRequested();
            if (carried)
                CarriedFile.Copy(copy, part);
            Publish(part, target);
            return counts;
        }
        finally
        {
            StoreCopy.Remove(copy);
        }
    }, ct);

    /// <summary>
    /// Puts the backup in the store's place under a new store id, and the store that was there aside. Its caller sees to it that no daemon works on it.
    /// </summary>
    /// <returns>Where the former store is now; null when there was none.</returns>
    public static Task<(string? Aside, IReadOnlyList<TableCount> Tables)> RestoreAsync(string backup, string path, TimeProvider time, CancellationToken ct) =>
        RestoreAsync(backup, path, NetworkFileSystem.TypeOf(backup) is not null, StoreFence.PatienceSeconds, time, ct);

    /// <param name="carried">From a network's disk: the file is fetched first.</param>
    internal static async Task<(string? Aside, IReadOnlyList<TableCount> Tables)> RestoreAsync(string backup, string path, bool carried, int patienceSeconds, TimeProvider time, CancellationToken ct)
    {
        if (Path.GetFullPath(backup) == Path.GetFullPath(path))
            throw new StoreRefusedException($"{backup} is the store itself: nothing was changed; name a backup of it");
        var restoring = path + SqliteFile.Restoring;
        if (Path.GetFullPath(backup).StartsWith(Path.GetFullPath(restoring), StringComparison.Ordinal))
            throw new StoreRefusedException($"{backup} is what a restore that broke off left: nothing was changed; name the backup itself, or a copy of this file under another name");
        try
        {
            // Asked before the work and held after it: a large backup takes minutes to copy and to prove, and those who read need not wait for that.
            StoreFence.Take(path, patienceSeconds).Dispose();
            var tables = await Task.Run(() => carried ? Fetch(backup, restoring) : StoreCopy.Make(backup, restoring), ct);
            await using (var copy = new SqliteDatabase(restoring, writable: true))
            {
                await SqliteMigrator.MigrateAsync(copy, time, NullLogger.Instance, ct);
                await copy.WriteAsync(connection => MarkRestored(connection, time.GetUtcNow()), ct);
            }

            StoreCopy.FoldLog(restoring);
            StoreCopy.GiveLog(restoring);
            using var fence = StoreFence.Take(path, patienceSeconds);
            fence.Exchanged();
            return (Exchange(restoring, path, time), tables);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Map(error, restoring);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"{path} cannot be replaced ({error.Message.ReplaceLineEndings(" ")}); the former store is there still, or beside it as {Path.GetFileName(path)}.before-…", error);
        }
        finally
        {
            StoreCopy.Remove(restoring);
        }
    }

    /// <summary>Another identity, and the word that the store may lack what was posted last (docs/decisions/store-rules.md).</summary>
    public static int MarkRestored(SqliteConnection connection, DateTimeOffset now) => connection.Execute("""
        UPDATE store_meta SET value = $id WHERE name = 'store_id';
        INSERT INTO store_meta (name, value) VALUES ('restored_at', $now) ON CONFLICT (name) DO UPDATE SET value = excluded.value;
        """,
        ("$id", RandomNumberGenerator.GetHexString(32, lowercase: true)), ("$now", StoreText.Of(now)));

    private static IReadOnlyList<TableCount> Fetch(string backup, string restoring)
    {
        var fetched = restoring + ".fetched";
        try
        {
            if (!File.Exists(backup))
                throw new StoreRefusedException($"{backup} is not there: nothing was changed");
            // A log that a killed restore left would be taken for this one's.
            StoreCopy.Remove(fetched);
            CarriedFile.CopyWithLog(backup, fetched);
            return StoreCopy.Make(fetched, restoring);
        }
        catch (StoreRefusedException error)
        {
            // Its owner knows it by the name that was given.
            throw new StoreRefusedException(error.Message.Replace(fetched, backup, StringComparison.Ordinal), error);
        }
        finally
        {
            StoreCopy.Remove(fetched);
        }
    }

    private static void RemoveLeftovers(string path, TimeProvider time)
    {
        foreach (var copy in new FileInfo(path).Directory!.EnumerateFiles(Path.GetFileName(path) + Carried + "*"))
        {
            if (time.GetUtcNow() - copy.LastWriteTimeUtc > Abandoned)
                copy.Delete();
        }
    }

    private static void Publish(string part, string target)
    {
        try
        {
            File.Move(part, target, overwrite: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            StoreCopy.Remove(part);
            throw new StoreUnavailableException($"{target} cannot be written ({error.Message.ReplaceLineEndings(" ")}); nothing was changed", error);
        }
    }

    /// <summary>Where the former store is now. One that cannot be replaced is where it was.</summary>
    private static string? Exchange(string restoring, string path, TimeProvider time)
    {
        var aside = PutAside(path, time);
        try
        {
            File.Move(restoring, path, overwrite: true);
            return aside;
        }
        catch (Exception error) when (aside is not null && error is IOException or UnauthorizedAccessException)
        {
            foreach (var end in StoreCopy.Parts.Reverse().Where(end => File.Exists(aside + end)))
                File.Move(aside + end, path + end);
            throw;
        }
    }

    private static string? PutAside(string path, TimeProvider time)
    {
        if (!File.Exists(path))
        {
            // Whatever is left of a database that is gone must not be taken for the new one's.
            StoreCopy.Remove(path);
            return null;
        }

        var aside = path + time.GetUtcNow().ToString("'.before-'yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
        RefuseExisting(aside);
        foreach (var end in StoreCopy.Parts.Where(end => File.Exists(path + end)))
            File.Move(path + end, aside + end);
        return aside;
    }

    private static void RefuseExisting(string path)
    {
        if (Path.Exists(path))
            throw new StoreRefusedException($"{path} is there already: nothing was changed; name another file");
    }
}
