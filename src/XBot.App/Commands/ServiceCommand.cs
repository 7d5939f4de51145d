using System.CommandLine;
using XBot.App.CommandLine;

namespace XBot.App.Commands;

/// <summary><c>xbot service</c>: the place of the LaunchAgent and the systemd unit, which this release does not have.</summary>
internal static class ServiceCommand
{
    public static Command Create(CommandHost host)
    {
        var command = new Command("service", "Start the daemon at login (not in this release)");
        string[] verbs = ["install", "uninstall", "restart", "status", "print"];
        foreach (var verb in verbs)
        {
            var subcommand = new Command(verb, "Not in this release");
            subcommand.SetAction((_, _) => throw new CommandException(
                $"'service {verb}' is not in this release: nothing was changed; run './xbot daemon' in a terminal (or tmux) meanwhile"));
            command.Add(subcommand);
        }

        return command;
    }
}
