using XBot.Core.Fleet;
using XBot.Sql.Postgres;
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
            Parse = (value, settings) => AddressText.Postgres(value.Text) is not null && PostgresUrl.Problem(value.Text) is null ? settings with { DatabaseUrl = value.Text } : null,
            Show = settings => settings.DatabaseUrl is { } url ? AddressText.ShowPostgres(url) : "",
        },
        new("HEARTBEAT_RETENTION_DAYS", "30", "a number of days from 0.001 to 36500", "how long heartbeats, harvests and candidates are kept")
        {
            Parse = (value, settings) => Fraction(value.Text, 0.001, 36500) is { } days ? settings with { KeepHeartbeats = TimeSpan.FromDays(days) } : null,
            Show = settings => Show(settings.KeepHeartbeats.TotalDays),
        },
        new("EVENT_RETENTION_DAYS", "400", "a number of days from 0.001 to 36500", "how long other events are kept; replies and what tells of them are kept for ever")
        {
            Parse = (value, settings) => Fraction(value.Text, 0.001, 36500) is { } days ? settings with { KeepEvents = TimeSpan.FromDays(days) } : null,
            Show = settings => Show(settings.KeepEvents.TotalDays),
        },
        new("RUNNER_ID", "host name and a short hash of the profile's path", "1 to 64 of A-Z a-z 0-9 . _ -", "this runner's name in events and leases")
        {
            Parse = (value, settings) => RunnerName.IsValid(value.Text) ? settings with { RunnerId = value.Text } : null,
            Show = settings => settings.RunnerId,
        },
        new("ACCOUNT_LEASE_SECONDS", "60", "a number of seconds from 10 to 3600, from 1 on loopback", "how long an account stays with a runner that fell silent; another one takes over after one and a half times that")
        {
            Parse = (value, settings) => Fraction(value.Text, settings.Site.IsLoopback ? 1 : 10, 3600) is { } seconds ? settings with { AccountLease = new LeaseTerms(TimeSpan.FromSeconds(seconds)) } : null,
            Show = settings => Show(settings.AccountLease.Lasts.TotalSeconds),
        },
        new("HEARTBEAT_PING_URL", "none", "an http or https address", "called with GET after each round that was good, for a watcher outside that notices silence; redirects are not followed")
        {
            Secret = true,
            Parse = (value, settings) => AddressText.Web(value.Text) is { } url ? settings with { HeartbeatPingUrl = url } : null,
            Show = settings => settings.HeartbeatPingUrl is { } url ? AddressText.ShowOrigin(url) : "",
        },
        new("KEEP_AWAKE", "true", "true or false", "whether the daemon keeps the machine from idle sleep; a closed lid sleeps all the same")
        {
            Parse = (value, settings) => Switch.Parse(value.Text) is { } awake ? settings with { KeepAwake = awake } : null,
            Show = settings => Switch.Show(settings.KeepAwake),
        },
    ];
}
