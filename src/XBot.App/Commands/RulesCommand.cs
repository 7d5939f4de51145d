using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using XBot.App.CommandLine;
using XBot.App.Reports;
using XBot.App.Running;
using XBot.Core.Rules;
using XBot.Sql;

namespace XBot.App.Commands;

/// <summary><c>xbot rules</c>: X's rules in our own words; with <c>--accept</c> the owner acknowledges them, without which nothing is posted on the real site.</summary>
internal static class RulesCommand
{
    public static Command Create(CommandHost host)
    {
        var accept = new Option<bool>("--accept") { Description = "Acknowledge them: your account, your risk" };
        var command = new Command("rules", "Show X's rules, and acknowledge them") { accept, JsonOption.Create() };
        command.SetAction((arguments, cancellation) => RunAsync(new CommandContext(host, arguments, cancellation), arguments.GetValue(accept)));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, bool accept)
    {
        var (settings, time, ct) = (context.Settings, context.Time, context.Cancellation);
        RulesAcceptance? accepted;
        if (accept)
        {
            ProfileFolder.Prepare(settings.ProfileDir);
            await using var store = await StoreOpener.OpenAsync(settings.DatabaseUrl, settings.ProfileDir, settings.RunnerId, time, NullLogger.Instance, ct);
            var consent = new RulesConsent(store.Facts);
            await consent.AcceptAsync(Environment.UserName, time.GetUtcNow(), ct);
            accepted = await consent.ReadAsync(ct);
        }
        else
        {
            await using var store = await StoreOpener.OpenForReadingAsync(settings.DatabaseUrl, settings.ProfileDir, settings.RunnerId, ct);
            accepted = store is null ? null : await new RulesConsent(store.Facts).ReadAsync(ct);
        }

        var isCurrent = accepted is { IsCurrent: true };
        if (context.Json)
        {
            var report = new RulesReport(SiteRules.Text, SiteRules.AsOf, SiteRules.Digest, isCurrent, accepted?.By, accepted is null ? null : Times.Iso(accepted.At));
            context.Output.Json(report, ReportJson.Default.RulesReport);
            return ExitCodes.Done;
        }

        context.Output.Line($"X's rules, as read in {SiteRules.AsOf}, in our own words; check them yourself.");
        context.Output.Line();
        foreach (var line in SiteRules.Text.Split('\n'))
            context.Output.Line(line);
        context.Output.Line();
        context.Output.Line(isCurrent ? $"acknowledged by {accepted!.By} {Times.Ago(accepted.At, time.GetUtcNow())}"
            : accepted is not null ? $"changed since {accepted.By} acknowledged them: nothing is posted on x.com until 'xbot rules --accept'"
            : "not acknowledged: nothing is posted on x.com until 'xbot rules --accept'");
        return ExitCodes.Done;
    }
}
