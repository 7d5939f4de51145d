using XBot.App.CommandLine;
using XBot.App.Commands;
using XBot.App.Configuration;
using XBot.Core.Settings;

namespace XBot.App.Demo;

/// <summary>
/// The environment of the demo's daemon: ours, with the sandbox as the site and a fast cadence. What the demo needs to be a demo
/// it sets, for the rest it has defaults of its own, which a variable that was given beats.
/// </summary>
internal static class DemoVariables
{
    private static readonly TimeSpan Cadence = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(5);

    // The invented timeline has some forty authors, not all of them answerable: above this many replies authors come twice.
    private const int RepliesWithoutReturning = 15;

    private const int HundredYearsInMinutes = 52_560_000;

    /// <summary>The settings as they were given, checked as they will be used: on a loopback site.</summary>
    /// <exception cref="ConfigurationException">One line for each wrong variable.</exception>
    public static RunnerSettings Check(CommandHost host)
    {
        var given = new Dictionary<string, string>(host.Environment, StringComparer.Ordinal);
        if (host.Variable("X_BASE_URL") is not { } site || AddressText.Site(site.Trim()) is not null)
            given["X_BASE_URL"] = "http://127.0.0.1:1";
        return SettingsLoader.Load(host with { Environment = given }, environmentOnly: true).Settings;
    }

    /// <param name="sent">Replies of earlier demos in the profile's store: they count against the caps.</param>
    /// <exception cref="ConfigurationException">A cap that was given is below what was asked for.</exception>
    public static Dictionary<string, string> Make(CommandHost host, RunnerSettings settings, DemoRequest request, DemoProfile profile, string origin, int cdpPort, int sent)
    {
        var variables = new Dictionary<string, string>(host.Environment, StringComparer.Ordinal)
        {
            [DaemonCommand.NoEnvFiles] = "none",
            ["X_BASE_URL"] = origin,
            ["RUNNER_PROFILE_DIR"] = profile.Path,
            ["RUNNER_HEADLESS"] = Switch.Show(!request.Headed),
            ["RUNNER_MODE"] = Switch.Show(true),
            ["REPLY_MODE"] = "auto",
            ["REPLY_WRITER"] = "canned",
            ["CDP_PORT"] = NumberText.Show(cdpPort),
        };

        var sleepGiven = IsGiven("DAEMON_SLEEP_SECONDS");
        Default("DAEMON_MAX_SLEEP", Seconds(sleepGiven && settings.Sleep > LongestSleep ? settings.Sleep : LongestSleep));
        if (!sleepGiven)
            variables["DAEMON_SLEEP_SECONDS"] = Seconds(IsGiven("DAEMON_MAX_SLEEP") && settings.MaxSleep < Cadence ? settings.MaxSleep : Cadence);
        Cap("MAX_REPLIES_PER_HOUR", settings.MaxRepliesPerHour);
        Cap("MAX_REPLIES_PER_DAY", settings.MaxRepliesPerDay);
        if (request.TimelineFile is not null)
            Default("MAX_POST_AGE_MINUTES", NumberText.Show(HundredYearsInMinutes));
        if (request.TimelineFile is not null || sent + request.Replies > RepliesWithoutReturning)
            Default("AUTHOR_COOLDOWN_HOURS", "0");
        return variables;

        bool IsGiven(string name) => !string.IsNullOrWhiteSpace(host.Variable(name));

        void Default(string name, string value)
        {
            if (!IsGiven(name))
                variables[name] = value;
        }

        // Exactly as many as were asked for, so that the daemon is at rest when the last one is confirmed.
        void Cap(string name, int given)
        {
            if (!IsGiven(name))
                variables[name] = NumberText.Show(sent + request.Replies);
            else if (given < request.Replies)
                throw new ConfigurationException($"{name} is \"{given}\" (from environment): --replies {request.Replies} needs at least {request.Replies}; raise it, unset it, or ask for fewer");
        }
    }

    private static string Seconds(TimeSpan time) => NumberText.Show(time.TotalSeconds);
}
