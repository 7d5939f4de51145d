using Microsoft.Data.Sqlite;
using XBot.Core.Plans;

namespace XBot.Sql.Sqlite;

internal sealed class SqlitePlanStore(SqliteDatabase database, string runnerId) : IPlanStore
{
    public Task EnsureAsync(DateOnly day, int targetReplies, int maxPerHour, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(connection =>
        {
            EnsurePlan(connection, runnerId, day, now);
            // A reply confirmed before the plan was made left the targets unknown.
            return connection.Execute("""
                UPDATE growth_plans SET target_replies = $target, max_replies_per_hour = $hourly
                WHERE plan_date = $day AND target_replies IS NULL
                """,
                ("$day", StoreText.Of(day)), ("$target", targetReplies), ("$hourly", maxPerHour));
        }, ct);

    public Task<DateTimeOffset?> LastExecutionAsync(CancellationToken ct) => database.ReadAsync<DateTimeOffset?>(connection =>
        connection.Scalar("SELECT MAX(last_updated) FROM growth_execution") is string at ? StoreText.Time(at) : null, ct);

    /// <summary>Sets the counters of the day of <paramref name="at"/> from the confirmed replies themselves: counting cannot double.</summary>
    public static void Recount(SqliteConnection connection, string runnerId, DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        EnsurePlan(connection, runnerId, day, at);
        // The execution's row begins with the first reply: one without a time would come first where the handbook's query asks for the latest.
        connection.Execute("INSERT INTO growth_execution (plan_id) SELECT id FROM growth_plans WHERE plan_date = $day ON CONFLICT (plan_id) DO NOTHING",
            ("$day", StoreText.Of(day)));
        connection.Execute("""
            UPDATE growth_execution
            SET replies_done = (SELECT COUNT(*) FROM replies WHERE state = 'CONFIRMED' AND confirmed_at >= $from AND confirmed_at < $until),
                last_updated = $at
            WHERE plan_id = (SELECT id FROM growth_plans WHERE plan_date = $day)
            """,
            ("$day", StoreText.Of(day)), ("$from", StartOf(day)), ("$until", StartOf(day.AddDays(1))), ("$at", StoreText.Of(at)));
    }

    private static void EnsurePlan(SqliteConnection connection, string runnerId, DateOnly day, DateTimeOffset now) =>
        connection.Execute("INSERT INTO growth_plans (plan_date, runner_id, created_at) VALUES ($day, $runner, $now) ON CONFLICT (plan_date) DO NOTHING",
            ("$day", StoreText.Of(day)), ("$runner", runnerId), ("$now", StoreText.Of(now)));

    private static string StartOf(DateOnly day) => StoreText.Of(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));
}
