using System.CommandLine;
using XBot.App.CommandLine;
using XBot.App.Logging;
using XBot.App.Reports;

namespace XBot.App.Commands;

/// <summary><c>xbot logs</c>: the end of the daemon's log. With <c>--json</c> the entries as objects, and with <c>--follow</c> one a line.</summary>
internal static class LogsCommand
{
    private const int MostLines = 100_000;

    public static Command Create(CommandHost host)
    {
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what is added, until Ctrl-C" };
        var lines = NumberOption.Create("--lines", $"How many lines, 0 to {MostLines}", 50, 0, MostLines, "-n");
        var command = new Command("logs", "Show the end of the daemon's log") { follow, lines, JsonOption.Create() };
        command.SetAction((arguments, cancellation) =>
            RunAsync(new CommandContext(host, arguments, cancellation), arguments.GetValue(lines), arguments.GetValue(follow)));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, int lines, bool follow)
    {
        var path = Path.Combine(context.Settings.ProfileDir, RunnerLog.FileName);
        await using var entries = context.Json ? new LogEntryWriter(context.Host.Stdout, wrapped: !follow) : null;
        var log = new LogTail(path, entries ?? context.Host.Stdout);
        if (log.Exists)
            await log.WriteLastAsync(lines, context.Cancellation);
        else if (follow)
            context.Output.Note($"{path} is not there yet: waiting for the daemon to write it");
        else
            throw new CommandException($"there is no {path} yet; './xbot daemon' writes it");
        if (follow)
            await log.FollowAsync(context.Host.StdoutIsClosed, context.Time, context.Cancellation);
        return ExitCodes.Done;
    }
}
