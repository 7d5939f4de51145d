using System.CommandLine;
using System.Text.Json.Serialization;
using XBot.App.CommandLine;
using XBot.App.Control;
using XBot.App.Reports;
using XBot.Core.Sessions;

namespace XBot.App.Commands;

/// <summary><c>xbot session</c>: loads /home afresh and tells the state of our session.</summary>
internal static class SessionCommand
{
    public static Command Create(CommandHost host)
    {
        var command = new Command("session", "Load /home afresh and tell whether the session is valid") { JsonOption.Create() };
        command.SetAction((arguments, cancellation) => RunAsync(new CommandContext(host, arguments, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context)
    {
        await using var access = await RunnerAccess.OpenAsync(context);
        var report = await access.Operations.CheckSessionAsync(context.Cancellation);
        if (context.Json)
            context.Output.Json(SessionJsonReport.Of(report), SessionJson.Default.SessionJsonReport);
        else
            Describe(context.Output, report);
        return report.State == SessionState.Ok ? ExitCodes.Done : ExitCodes.SessionNotValid;
    }

    private static void Describe(Output output, SessionReport report)
    {
        var who = report.Handle is { } handle ? $" as @{handle}" : report.AccountId is { } id ? $" as account {id}" : "";
        output.Line($"{report.State.Name()}{who}: {report.Reason} ({report.Url})");
        if (report.Artifacts?.Screenshot is { } screenshot)
            output.Line($"kept: {screenshot}");
        if (report.Artifacts?.Html is { } html)
            output.Line($"kept: {html}");
    }
}

internal sealed record SessionJsonReport(
    string State, string? AccountId, string? Handle, string Reason, string Url, string CheckedAt, SessionJsonArtifacts Artifacts)
{
    public static SessionJsonReport Of(SessionReport report) => new(
        report.State.Name(), report.AccountId, report.Handle, report.Reason, report.Url, Times.Iso(report.CheckedAt),
        new SessionJsonArtifacts(report.Artifacts?.Screenshot, report.Artifacts?.Html));
}

internal sealed record SessionJsonArtifacts(string? Screenshot, string? Html);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SessionJsonReport))]
internal sealed partial class SessionJson : JsonSerializerContext;
