using Microsoft.Data.Sqlite;
using XBot.Core.Stores;
using XBot.Sql.Sqlite;

namespace XBot.Sql.Moving;

/// <summary>
/// Holds a file while another one is put in its place. A command that has it open would go on writing into the file that is put aside; so only to one who is alone on it
/// does SQLite give up the log and hand out the lock. Whoever comes meanwhile waits, may read the former store once more, and goes on with the new one.
/// </summary>
/// <remarks>Without the log a connection holds no lock between two questions, and nobody could tell that it is open. So the log is brought back at the end.</remarks>
internal sealed class StoreFence : IDisposable
{
    public const int PatienceSeconds = 5;

    private const int Busy = 5, Locked = 6, Protocol = 15;

    private readonly SqliteConnection? _connection;
    private bool _exchanged;

    private StoreFence(SqliteConnection? connection) => _connection = connection;

    /// <exception cref="StoreUnavailableException">Somebody has it open, and did not close it within <paramref name="patienceSeconds"/>.</exception>
    public static StoreFence Take(string path, int patienceSeconds = PatienceSeconds)
    {
        SqliteConnection? connection = null;
        try
        {
            if (!SqliteFile.CanRead(path))
                return new StoreFence(null);
            connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = patienceSeconds }.ToString());
            connection.Open();
            return IsAlone(connection) ? new StoreFence(connection) : throw InUse(path, null, connection);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is Busy or Locked or Protocol)
        {
            throw InUse(path, error, connection);
        }
        catch (Exception error) when (error is SqliteException or StoreRefusedException)
        {
            // A damaged file is what a restore is for: it is put aside as it is, with its log.
            connection?.Dispose();
            return new StoreFence(null);
        }
    }

    /// <summary>Another file stands under the name: what SQLite does by name from here on would be done to that one.</summary>
    public void Exchanged() => _exchanged = true;

    public void Dispose()
    {
        if (_connection is not null && !_exchanged)
            BringLogBack(_connection);
        _connection?.Dispose();
    }

    private static bool IsAlone(SqliteConnection connection)
    {
        // Folding the log is a write like any other: on macOS fsync alone would leave it in the drive's cache.
        connection.Execute("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON");
        if (connection.Scalar("PRAGMA journal_mode = DELETE") is not "delete")
            return false;
        connection.Execute("BEGIN EXCLUSIVE");
        // Somebody may have come between the first word and the lock, and brought the log back.
        return connection.Scalar("PRAGMA journal_mode") is "delete";
    }

    private static void BringLogBack(SqliteConnection connection)
    {
        try
        {
            connection.Execute("PRAGMA busy_timeout = 0");
            // An open transaction holds the lock, and there is none where the lock was not given.
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
                connection.Execute("ROLLBACK");
            connection.Execute("PRAGMA journal_mode = WAL");
        }
        catch (SqliteException)
        {
            // Somebody else is on it: whoever writes first brings it back.
        }
    }

    private static StoreUnavailableException InUse(string path, SqliteException? inner, SqliteConnection? connection)
    {
        if (connection is not null)
            BringLogBack(connection);
        connection?.Dispose();
        var line = $"{path} is open in another command: nothing was changed; end it ('xbot queue review', a shell with sqlite3) and try again";
        return inner is null ? new StoreUnavailableException(line) : new StoreUnavailableException(line, inner);
    }
}
