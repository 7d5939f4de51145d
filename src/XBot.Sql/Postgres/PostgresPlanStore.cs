using Npgsql;
using XBot.Core.Plans;

namespace XBot.Sql.Postgres;

internal sealed class PostgresPlanStore(PostgresDatabase database, string runnerId) : IPlanStore
{
    public Task EnsureAsync(DateOnly day, int targetReplies, int maxPerHour, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(async connection =>
        {
            await EnsurePlanAsync(connection, runnerId, day, now);
            // A reply confirmed before the plan was made left the targets unknown.
            return await connection.ExecuteAsync("""
                UPDATE growth_plans SET target_replies = @target, max_replies_per_hour = @hourly
                WHERE runner_id = @runner AND plan_date = @day AND target_replies IS NULL
                """,
                ("runner", runnerId), ("day", day), ("target", targetReplies), ("hourly", maxPerHour));
        }, ct);

    public Task<DateTimeOffset?> LastExecutionAsync(CancellationToken ct) => database.ReadAsync(connection => connection.FirstAsync("""
        SELECT MAX(last_updated) FROM growth_execution WHERE plan_id IN
            (SELECT id FROM growth_plans WHERE runner_id = @runner ORDER BY plan_date DESC LIMIT 400)
        """, row => row.TimeOrNull(0), ("runner", runnerId)), ct);

    /// <summary>Sets the counters of the day of <paramref name="at"/> from the confirmed replies themselves: counting cannot double.</summary>
    public static async Task<int> RecountAsync(NpgsqlConnection connection, string runnerId, DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        await EnsurePlanAsync(connection, runnerId, day, at);
        // The execution's row begins with the first reply: PostgreSQL would show one without a time first where the handbook's query asks for the latest.
        await connection.ExecuteAsync("""
            INSERT INTO growth_execution (plan_id) SELECT id FROM growth_plans WHERE runner_id = @runner AND plan_date = @day
            ON CONFLICT (plan_id) DO NOTHING
            """,
            ("day", day), ("runner", runnerId));
        // The lock is a statement of its own: the count after it then sees what the one who held it has committed.
        await connection.ExecuteAsync("SELECT 1 FROM growth_plans WHERE runner_id = @runner AND plan_date = @day FOR UPDATE", ("runner", runnerId), ("day", day));
        return await connection.ExecuteAsync("""
            UPDATE growth_execution
            SET replies_done = (SELECT COUNT(*) FROM replies
                                WHERE state = 'CONFIRMED' AND runner_id = @runner AND confirmed_at >= @from AND confirmed_at < @until),
                last_updated = @at
            WHERE plan_id = (SELECT id FROM growth_plans WHERE runner_id = @runner AND plan_date = @day)
            """,
            ("runner", runnerId), ("day", day), ("from", StartOf(day)), ("until", StartOf(day.AddDays(1))), ("at", at));
    }

    private static Task<int> EnsurePlanAsync(NpgsqlConnection connection, string runnerId, DateOnly day, DateTimeOffset now) =>
        connection.ExecuteAsync("INSERT INTO growth_plans (plan_date, runner_id, created_at) VALUES (@day, @runner, @now) ON CONFLICT (runner_id, plan_date) DO NOTHING",
            ("day", day), ("runner", runnerId), ("now", now));

    private static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
