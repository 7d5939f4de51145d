using static XBot.App.Configuration.NumberText;

namespace XBot.App.Configuration.Catalogue;

internal static class LoopVariables
{
    public static readonly IReadOnlyList<Setting> All =
    [
        new("RUNNER_MODE", "true", "true or false", "false: checks and heartbeats only, no pipeline")
        {
            Parse = (value, settings) => Switch.Parse(value.Text) is { } mode ? settings with { RunnerMode = mode } : null,
            Show = settings => Switch.Show(settings.RunnerMode),
        },
        new("DAEMON_SLEEP_SECONDS", "60, or DAEMON_MAX_SLEEP when that is set lower", "a number of seconds from 0.001 to 86400, not above DAEMON_MAX_SLEEP", "pause between two rounds")
        {
            Parse = (value, settings) => Fraction(value.Text, 0.001, 86400) is { } seconds ? settings with { Sleep = TimeSpan.FromSeconds(seconds) } : null,
            Show = settings => Show(settings.Sleep.TotalSeconds),
        },
        new("DAEMON_MAX_SLEEP", "300", "a number of seconds from 0.001 to 86400", "the longest pause when rounds keep failing")
        {
            Parse = (value, settings) => Fraction(value.Text, 0.001, 86400) is { } seconds ? settings with { MaxSleep = TimeSpan.FromSeconds(seconds) } : null,
            Show = settings => Show(settings.MaxSleep.TotalSeconds),
        },
        new("NO_ACTIVITY_ALERT_HOURS", "6", "a number of hours from 0.0001 to 8760", "how long nothing may be posted before ALERT_NO_ACTIVITY")
        {
            Parse = (value, settings) => Fraction(value.Text, 0.0001, 8760) is { } hours ? settings with { NoActivityAlert = TimeSpan.FromHours(hours) } : null,
            Show = settings => Show(settings.NoActivityAlert.TotalHours),
        },
        new("DATABASE_URL", "the SQLite file xbot.db in the profile", "postgres://user:password@host:port/database, reserved characters in the password percent-encoded", "the store")
        {
            Secret = true,
            Parse = (value, settings) => AddressText.Postgres(value.Text) is not null ? settings with { DatabaseUrl = value.Text } : null,
            Show = settings => settings.DatabaseUrl is { } url ? AddressText.ShowPostgres(url) : "",
        },
        new("RUNNER_ID", "host name and a short hash of the profile's path", "1 to 64 of A-Z a-z 0-9 . _ -", "this runner's name in events and leases")
        {
            Parse = (value, settings) => RunnerName.IsValid(value.Text) ? settings with { RunnerId = value.Text } : null,
            Show = settings => settings.RunnerId,
        },
        new("HEARTBEAT_PING_URL", "none", "an http or https address", "called after each good round, for an outside watcher")
        {
            Secret = true,
            Parse = (value, settings) => AddressText.Web(value.Text) is { } url ? settings with { HeartbeatPingUrl = url } : null,
            Show = settings => settings.HeartbeatPingUrl is { } url ? AddressText.ShowOrigin(url) : "",
        },
    ];
}
