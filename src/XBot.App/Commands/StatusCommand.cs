using System.CommandLine;
using XBot.App.CommandLine;
using XBot.App.Reports;

namespace XBot.App.Commands;

/// <summary><c>xbot status</c>: how the runner is doing, beside a daemon or without one.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandHost host)
    {
        var command = new Command("status", "Show how the runner is doing") { JsonOption.Create() };
        command.SetAction((arguments, cancellation) => RunAsync(new CommandContext(host, arguments, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context)
    {
        var status = await StatusReader.ReadAsync(context.Settings, context.Cancellation);
        if (context.Json)
            context.Output.Json(status, ReportJson.Default.StatusReport);
        else
            StatusSheet.Write(status, context.Output, context.Time.GetUtcNow());
        return ExitCodes.Done;
    }
}
