using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using XBot.Core.Stores;

namespace XBot.Sql.Sqlite;

/// <summary>
/// One file: a single writing connection, one caller at a time, and a few reading ones beside it.
/// Work runs on the pool, so a slow disk never blocks the caller's thread. Cancellation counts until the work begins;
/// from then on a transaction is committed or rolled back whole.
/// </summary>
internal sealed class SqliteDatabase(string path, bool writable) : IAsyncDisposable
{
    private const int BusySeconds = 5;
    private const int MaxReaders = 4;

    // Of each connection. Every query reads some pages off an index, and the system has those: SQLite's own 2 MiB would fill in a day and be held for weeks.
    private const int CacheKilobytes = 512;

    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _reading = new(MaxReaders);
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private SqliteConnection? _writer;
    private volatile bool _closed;

    public string Path => path;

    public async Task<T> ReadAsync<T>(Func<SqliteConnection, T> query, CancellationToken ct)
    {
        await _reading.WaitAsync(ct);
        try
        {
            return await Task.Run(() => Read(query), ct);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Runs <paramref name="work"/> in one BEGIN IMMEDIATE transaction: it holds the write lock from its first statement, so it never fails half way for a lock.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken ct)
    {
        if (!writable)
            throw new InvalidOperationException($"{path} was opened for reading");
        await _writing.WaitAsync(ct);
        try
        {
            return await Task.Run(() => Write(work), ct);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Runs outside any transaction on the writing connection: what SQLite does not do inside one.</summary>
    public async Task<T> WithWriterAsync<T>(Func<SqliteConnection, T> work, CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            return await Task.Run(() => Guarded(() => work(Writer())), ct);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        _closed = true;
        for (var i = 0; i < MaxReaders; i++)
            await _reading.WaitAsync();
        foreach (var reader in _readers)
            await reader.DisposeAsync();
        // The writer goes last: SQLite folds the WAL into the file when its last connection closes.
        DropWriter();
        _writing.Release();
        _reading.Release(MaxReaders);
    }

    private T Read<T>(Func<SqliteConnection, T> query)
    {
        SqliteConnection? connection = null;
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            var known = _readers.TryTake(out connection);
            connection ??= Connect(write: false);
            var result = query(connection);
            // Without the log it holds no lock between two questions: another store could be put in this one's place, and it would go on with the former.
            if (known || connection.Scalar("PRAGMA journal_mode") is "wal")
                _readers.Add(connection);
            else
                connection.Dispose();
            return result;
        }
        catch (SqliteException error)
        {
            connection?.Dispose();
            throw SqliteErrors.Map(error, path);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    private T Write<T>(Func<SqliteConnection, T> work) => Guarded(() =>
    {
        // A deleted file would go on taking writes that nobody ever sees again.
        if (!File.Exists(path))
            throw new StoreRefusedException($"{path} was removed while it was in use; put it back or restart on a new store");
        var connection = Writer();
        using var transaction = connection.BeginTransaction(deferred: false);
        var result = work(connection);
        transaction.Commit();
        return result;
    });

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return work();
        }
        catch (SqliteException error)
        {
            // Closing rolls back whatever SQLite still holds; the next call starts from a fresh connection.
            DropWriter();
            throw SqliteErrors.Map(error, path);
        }
        catch
        {
            DropWriter();
            throw;
        }
    }

    private SqliteConnection Writer() => _writer ??= Connect(write: true);

    private void DropWriter()
    {
        _writer?.Dispose();
        _writer = null;
    }

    /// <summary>A connection of the caller's own.</summary>
    internal SqliteConnection Connect(bool write)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            ForeignKeys = true,
            DefaultTimeout = BusySeconds,
        }.ToString());
        try
        {
            connection.Open();
            // FULL with full fsync: a commit survives the power switch, on macOS too, where fsync alone leaves it in the drive's cache.
            connection.Execute($"""
                PRAGMA busy_timeout = {BusySeconds * 1000};
                PRAGMA synchronous = FULL;
                PRAGMA fullfsync = ON;
                PRAGMA checkpoint_fullfsync = ON;
                PRAGMA trusted_schema = OFF;
                PRAGMA cell_size_check = ON;
                PRAGMA cache_size = -{CacheKilobytes};
                """);
            if (!write)
                connection.Execute("PRAGMA query_only = ON");
            else if (connection.Scalar("PRAGMA journal_mode = WAL") is not "wal")
                throw new StoreRefusedException($"{path} is on a file system that SQLite cannot share between processes; set RUNNER_PROFILE_DIR to a local disk");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
