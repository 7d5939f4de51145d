using Microsoft.Data.Sqlite;
using XBot.Core.Stores;

namespace XBot.Sql.Sqlite;

/// <summary>What SQLite says, as what the caller can do about it: wait, or ask a person. Anything else is a fault of ours and stays as it is.</summary>
internal static class SqliteErrors
{
    // Result codes: https://www.sqlite.org/rescode.html
    private const int Permission = 3, Busy = 5, Locked = 6, NoMemory = 7, ReadOnly = 8, Io = 10, Corrupt = 11, Full = 13,
        CannotOpen = 14, Protocol = 15, NotADatabase = 26, Moved = 1032;

    public static Exception Map(SqliteException error, string path) => error.SqliteErrorCode switch
    {
        Busy or Locked or Protocol => Away($"{path} is locked by another program; it is tried again, close whatever holds it open", error),
        Full => Away($"{path}: the disk is full; free some space, nothing was lost", error),
        Io or NoMemory or CannotOpen => Away($"{path} cannot be read or written just now ({Text(error)}); it is tried again", error),
        Corrupt => Refused($"{path} is damaged ({Text(error)}); restore a backup with 'xbot db restore FILE', which keeps the damaged file beside it", error),
        NotADatabase => Refused($"{path} is not an SQLite database; restore a backup with 'xbot db restore FILE', which keeps this file beside it", error),
        ReadOnly when error.SqliteExtendedErrorCode == Moved => Away($"{path} was replaced just now; try again", error),
        ReadOnly or Permission => Refused($"{path} cannot be written; make the file and its directory writable for this user", error),
        _ => error,
    };

    private static string Text(SqliteException error) => $"SQLite error {error.SqliteExtendedErrorCode}";

    private static StoreUnavailableException Away(string message, Exception inner) => new(message, inner);

    private static StoreRefusedException Refused(string message, Exception inner) => new(message, inner);
}
