using System.CommandLine;
using System.Text.Json.Serialization;
using XBot.App.CommandLine;
using XBot.App.Control;
using XBot.App.Reports;
using XBot.Chrome;

namespace XBot.App.Commands;

/// <summary><c>xbot chrome start, stop, status</c>: our Chrome, which outlives the command that started it.</summary>
internal static class ChromeCommand
{
    public static Command Create(CommandHost host) => new("chrome", "Start, stop or look at our Chrome")
    {
        Verb(host, "start", "Start our Chrome with CDP, or find it running, and leave it running", StartAsync),
        Verb(host, "stop", "Close our Chrome in order", StopAsync),
        Verb(host, "status", "Tell whether our Chrome runs", StatusAsync),
    };

    private static Command Verb(CommandHost host, string name, string description, Func<CommandContext, IRunnerOperations, Task<int>> run)
    {
        var command = new Command(name, description) { JsonOption.Create() };
        command.SetAction(async (arguments, cancellation) =>
        {
            var context = new CommandContext(host, arguments, cancellation);
            await using var access = await RunnerAccess.OpenAsync(context);
            return await run(context, access.Operations);
        });
        return command;
    }

    private static async Task<int> StartAsync(CommandContext context, IRunnerOperations operations)
    {
        var status = await operations.StartChromeAsync(context.Cancellation);
        if (context.Json)
            Print(context, status);
        else
            context.Output.Line($"Chrome runs (pid {status.Pid}, {status.Version}): CDP listens on http://127.0.0.1:{status.Port}");
        return ExitCodes.Done;
    }

    private static async Task<int> StopAsync(CommandContext context, IRunnerOperations operations)
    {
        var stopped = await operations.StopChromeAsync(context.Cancellation);
        if (context.Json)
            Print(context, await operations.ChromeStatusAsync(context.Cancellation));
        else
            context.Output.Line(stopped ? "Chrome was closed" : "no Chrome of ours was running");
        return ExitCodes.Done;
    }

    private static async Task<int> StatusAsync(CommandContext context, IRunnerOperations operations)
    {
        var status = await operations.ChromeStatusAsync(context.Cancellation);
        if (context.Json)
            Print(context, status);
        else
            context.Output.Line(Describe(status));
        return ExitCodes.Done;
    }

    private static string Describe(ChromeStatus status) => status.State == ChromeState.Running
        ? $"running: pid {status.Pid}, {status.Version}, CDP on http://127.0.0.1:{status.Port}, {status.Pages} pages, profile {status.Profile}"
        : $"{NameOf(status.State)}: {status.Detail}";

    private static void Print(CommandContext context, ChromeStatus status) => context.Output.Json(
        new ChromeReport(
            NameOf(status.State), status.Pid, status.Port, status.Version, status.Profile,
            status.StartedAt is { } started ? Times.Iso(started) : null, status.Pages),
        ChromeJson.Default.ChromeReport);

    private static string NameOf(ChromeState state) => state switch
    {
        ChromeState.Running => "running",
        ChromeState.Stopped => "stopped",
        ChromeState.Foreign => "foreign",
        _ => "unresponsive",
    };
}

internal sealed record ChromeReport(string State, int? Pid, int Port, string? Version, string Profile, string? StartedAt, int? Pages);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ChromeReport))]
internal sealed partial class ChromeJson : JsonSerializerContext;
