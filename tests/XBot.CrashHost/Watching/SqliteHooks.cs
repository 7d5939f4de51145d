using SQLitePCL;
using XBot.CrashHost.Killing;
using XBot.Sql.Sqlite;

namespace XBot.CrashHost.Watching;

/// <summary>Points inside a transaction, through SQLite's own hooks on the writing connection: a row was written, the commit begins.</summary>
internal static class SqliteHooks
{
    public static Task SetAsync(SqliteRunnerStore store, KillSwitch death, CurrentWrite current, CancellationToken ct) => store.Database.WithWriterAsync(connection =>
    {
        raw.sqlite3_update_hook(connection.Handle, (object _, int operation, string _, string table, long _) => Reach(death, current, table switch
        {
            "replies" => "row-written",
            // The day's row is made first, and counted then.
            "growth_execution" when operation == raw.SQLITE_UPDATE => "day-counted",
            "system_events" => "event-written",
            _ => null,
        }), null);
        raw.sqlite3_commit_hook(connection.Handle, _ =>
        {
            Reach(death, current, "commits");
            return 0;
        }, null);
        return true;
    }, ct);

    private static void Reach(KillSwitch death, CurrentWrite current, string? step)
    {
        if (step is not null && current.Name is { } write)
            death.Reach($"{write}-{step}");
    }
}
