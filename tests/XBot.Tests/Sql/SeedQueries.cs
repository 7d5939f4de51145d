namespace XBot.Tests.Sql;

/// <summary>The statements of the runner's handbook, letter by letter: people have them in their notes, so they are part of the product.</summary>
internal static class SeedQueries
{
    public const string Heartbeats = """
        SELECT 
          event_type,
          event_data->>'status' as status,
          created_at
        FROM system_events
        WHERE event_type = 'RUNNER_DAEMON_HEARTBEAT'
        ORDER BY created_at DESC
        LIMIT 10;
        """;

    public const string Job = """
        SELECT 
          job_name,
          last_run_status,
          last_success,
          last_failure,
          consecutive_failures,
          updated_at
        FROM job_heartbeats
        WHERE job_name = 'runner_daemon';
        """;

    public const string Alerts = """
        SELECT 
          event_type,
          event_data->>'hours_since_post' as hours_since_post,
          event_data->>'threshold_hours' as threshold,
          created_at
        FROM system_events
        WHERE event_type = 'ALERT_NO_ACTIVITY'
        ORDER BY created_at DESC
        LIMIT 5;
        """;

    public const string Posts = """
        SELECT * FROM system_events
        WHERE event_type = 'POST_SUCCESS'
        ORDER BY created_at DESC
        LIMIT 5;
        """;

    public const string Plans = """
        SELECT * FROM growth_execution
        ORDER BY last_updated DESC
        LIMIT 5;
        """;
}
