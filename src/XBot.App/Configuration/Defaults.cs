using XBot.App.CommandLine;
using XBot.Core.Settings;

namespace XBot.App.Configuration;

/// <summary>Defaults that depend on the machine, on the site, or on other settings.</summary>
internal static class Defaults
{
    public static RunnerSettings Before(CommandHost host) => new()
    {
        ProfileDir = Path.Combine(host.Home, ".runner-profile"),
        RunnerId = "",
        Headless = !host.HasDisplay,
    };

    /// <param name="isGiven">Whether somebody set the variable of this name.</param>
    public static RunnerSettings Complete(RunnerSettings settings, CommandHost host, Predicate<string> isGiven)
    {
        if (settings.Site.IsLoopback && !isGiven("REPLY_WRITER"))
            settings = settings with { ReplyWriter = ReplyWriterKind.Canned };
        if (settings is { Site.IsLoopback: true, ReplyWriter: not ReplyWriterKind.Manual } && !isGiven("REPLY_MODE"))
            settings = settings with { ReplyMode = ReplyMode.Auto };
        // Who only lowers the cap means every pause; who only raises the pause must raise the promised cap too.
        if (!isGiven("DAEMON_SLEEP_SECONDS") && settings.MaxSleep < settings.Sleep)
            settings = settings with { Sleep = settings.MaxSleep };
        if (!isGiven("RUNNER_ID"))
            settings = settings with { RunnerId = RunnerName.For(host.MachineName, settings.ProfileDir) };
        return settings;
    }
}
