namespace XBot.Sql.Moving;

/// <summary>A table's rows.</summary>
public sealed record TableCount(string Table, long Rows);

/// <summary>What is copied and moved, parents first: every table but <c>store_meta</c> and <c>schema_migrations</c>, which are the database's own.</summary>
internal static class StoreTables
{
    public static IReadOnlyList<string> Names { get; } =
        ["system_events", "job_heartbeats", "growth_plans", "growth_execution", "candidates", "replies", "opt_outs", "facts", "account_leases"];

    /// <summary>
    /// Which rows of a shared database belong in one runner's file. All replies do, whoever sent them: a target answered once by the account is answered.
    /// </summary>
    public static string RowsOfOne(string table) => table switch
    {
        "system_events" or "job_heartbeats" or "growth_plans" or "candidates" => "runner_id = @runner",
        "facts" => $"(runner_id = @runner OR runner_id LIKE '{StoreText.AccountScope}%')",
        "growth_execution" => "plan_id IN (SELECT id FROM growth_plans WHERE runner_id = @runner)",
        _ => "@runner IS NOT NULL",
    };
}
