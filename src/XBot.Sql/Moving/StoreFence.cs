using Microsoft.Data.Sqlite;
using XBot.Core.Stores;
using XBot.Sql.Sqlite;

namespace XBot.Sql.Moving;

/// <summary>
/// Holds a file while another one is put in its place. A command that has it open would go on writing into the file that is put aside; so only to one who is alone on it
/// does SQLite give up the log and hand out the lock. Whoever comes meanwhile waits, reads the former store once more, and is refused when it writes.
/// </summary>
internal sealed class StoreFence : IDisposable
{
    public const int PatienceSeconds = 5;

    private const int Busy = 5, Locked = 6, Protocol = 15;

    private readonly SqliteConnection? _connection;

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

    public void Dispose() => _connection?.Dispose();

    private static bool IsAlone(SqliteConnection connection)
    {
        if (connection.Scalar("PRAGMA journal_mode = DELETE") is not "delete")
            return false;
        connection.Execute("BEGIN EXCLUSIVE");
        // Somebody may have come between the first word and the lock, and brought the log back.
        return connection.Scalar("PRAGMA journal_mode") is "delete";
    }

    private static StoreUnavailableException InUse(string path, SqliteException? inner, SqliteConnection? connection)
    {
        connection?.Dispose();
        var line = $"{path} is open in another command: nothing was changed; end it ('xbot queue review', a shell with sqlite3) and try again";
        return inner is null ? new StoreUnavailableException(line) : new StoreUnavailableException(line, inner);
    }
}
