using System.CommandLine;
using System.Text.Json.Serialization;
using XBot.App.CommandLine;
using XBot.App.Control;
using XBot.Core.Pipeline;

namespace XBot.App.Commands;

/// <summary><c>xbot schedule-once</c>: one pipeline run.</summary>
internal static class ScheduleOnceCommand
{
    public static Command Create(CommandHost host)
    {
        var command = new Command("schedule-once", "Run the pipeline once: harvest, draft, schedule, post, verify") { JsonOption.Create() };
        command.SetAction((arguments, cancellation) => RunAsync(new CommandContext(host, arguments, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context)
    {
        await using var access = await RunnerAccess.OpenAsync(context);
        var report = await access.Operations.RunOnceAsync(context.Cancellation);
        if (context.Json)
            context.Output.Json(ScheduleJsonReport.Of(report), ScheduleJson.Default.ScheduleJsonReport);
        else
            context.Output.Line(report.Summary);
        return report.Outcome switch
        {
            PipelineOutcome.Completed => ExitCodes.Done,
            PipelineOutcome.SessionLost => ExitCodes.SessionNotValid,
            _ => ExitCodes.UnexpectedError,
        };
    }
}

internal sealed record ScheduleJsonReport(
    string Outcome, string Summary, int Harvested, int Eligible, int Drafted, int Confirmed, int Failed, int Doubtful, int Waiting)
{
    public static ScheduleJsonReport Of(PipelineReport report) => new(
        report.Outcome switch
        {
            PipelineOutcome.Completed => "completed",
            PipelineOutcome.SessionLost => "session_lost",
            _ => "failed",
        },
        report.Summary, report.Harvested, report.Eligible, report.Drafted, report.Confirmed, report.Failed, report.Doubtful, report.Waiting);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ScheduleJsonReport))]
internal sealed partial class ScheduleJson : JsonSerializerContext;
