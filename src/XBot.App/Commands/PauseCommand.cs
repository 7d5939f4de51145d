using System.CommandLine;
using XBot.App.CommandLine;
using XBot.App.Running;

namespace XBot.App.Commands;

/// <summary><c>xbot pause</c>: lays down the STOP file. Nobody is asked: the brake works whatever the daemon and the store do.</summary>
internal static class PauseCommand
{
    public static Command Create(CommandHost host)
    {
        var reason = new Option<string?>("--reason") { Description = "Why, for whoever finds it paused" };
        var command = new Command("pause", "Pause everything within a second; checks and heartbeats go on") { reason };
        command.SetAction((arguments, cancellation) => Task.FromResult(Run(new CommandContext(host, arguments, cancellation), arguments.GetValue(reason))));
        return command;
    }

    private static int Run(CommandContext context, string? reason)
    {
        var profile = context.Settings.ProfileDir;
        ProfileFolder.Prepare(profile);
        var file = new StopFile(profile);
        var paused = file.Create(reason is { Length: > 0 } ? reason.ReplaceLineEndings(" ") : "xbot pause");
        context.Output.Line(paused ? $"paused ({file.Path}); 'xbot resume' goes on" : $"it was paused already ({file.Path})");
        return ExitCodes.Done;
    }
}
