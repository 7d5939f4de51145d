using System.CommandLine;
using XBot.App.CommandLine;
using XBot.App.Reports;

namespace XBot.App.Commands;

/// <summary><c>xbot status</c>: how the runner is doing, beside a daemon or without one.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandHost host)
    {
        var fleet = new Option<bool>("--fleet") { Description = "Every runner of this store, its last progress, and who owns which account" };
        var command = new Command("status", "Show how the runner is doing") { fleet, JsonOption.Create() };
        command.SetAction((arguments, cancellation) =>
        {
            var context = new CommandContext(host, arguments, cancellation);
            return arguments.GetValue(fleet) ? FleetAsync(context) : RunAsync(context);
        });
        return command;
    }

    private static async Task<int> FleetAsync(CommandContext context)
    {
        var now = context.Time.GetUtcNow();
        var fleet = await FleetReader.ReadAsync(context.Settings, now, context.Cancellation);
        if (context.Json)
            context.Output.Json(fleet, ReportJson.Default.FleetReport);
        else
            FleetSheet.Write(fleet, context.Output, now);
        return ExitCodes.Done;
    }

    private static async Task<int> RunAsync(CommandContext context)
    {
        var status = await StatusReader.ReadAsync(context.Settings, context.Time.GetUtcNow(), context.Cancellation);
        if (context.Json)
            context.Output.Json(status, ReportJson.Default.StatusReport);
        else
            StatusSheet.Write(status, context.Output, context.Time.GetUtcNow());
        return ExitCodes.Done;
    }
}
