using System.CommandLine;
using XBot.App.Configuration;
using XBot.Core.Settings;

namespace XBot.App.CommandLine;

/// <summary>One run of one command.</summary>
/// <param name="Host">The machine around it.</param>
/// <param name="Arguments">What was parsed from the command line.</param>
/// <param name="Cancellation">Ctrl-C or SIGTERM.</param>
public sealed record CommandContext(CommandHost Host, ParseResult Arguments, CancellationToken Cancellation)
{
    private LoadedSettings? loaded;

    public Output Output { get; } = new(Host);

    public TimeProvider Time => Host.Time;

    /// <summary>Whether the command was given <c>--json</c> .</summary>
    public bool Json => JsonOption.IsGiven(Arguments);

    public RunnerSettings Settings => LoadSettings().Settings;

    /// <summary>Loads the settings once; warnings go to standard error the first time.</summary>
    /// <param name="environmentOnly">For the demo and the sandbox: .env files are not read. Decided by the first call.</param>
    /// <exception cref="ConfigurationException">One line for each wrong variable.</exception>
    public LoadedSettings LoadSettings(bool environmentOnly = false)
    {
        if (loaded is not null)
            return loaded;
        loaded = SettingsLoader.Load(Host, environmentOnly);
        foreach (var warning in loaded.Warnings)
            Output.Note("xbot: warning: " + warning);
        return loaded;
    }
}
