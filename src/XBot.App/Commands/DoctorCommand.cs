using System.CommandLine;
using XBot.App.CommandLine;
using XBot.App.Configuration;
using XBot.App.Doctor;
using XBot.App.Reports;

namespace XBot.App.Commands;

/// <summary><c>xbot doctor</c>: what is wrong, and what to do about it.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommandHost host)
    {
        var command = new Command("doctor", "Find out what is wrong and what to do about it") { JsonOption.Create() };
        command.SetAction((arguments, cancellation) => RunAsync(new CommandContext(host, arguments, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context)
    {
        LoadedSettings loaded;
        try
        {
            loaded = context.LoadSettings();
        }
        catch (ConfigurationException fault)
        {
            Show(ConfigurationCheck.Refused(fault), context);
            throw;
        }

        await using var patient = await Patient.AdmitAsync(loaded, context.Host, context.Cancellation);
        var report = await Examination.RunAsync(patient, context.Cancellation);
        Show(report, context);
        return report.IsHealthy() ? ExitCodes.Done : ExitCodes.UnexpectedError;
    }

    private static void Show(DoctorReport report, CommandContext context)
    {
        if (context.Json)
            context.Output.Json(report, ReportJson.Default.DoctorReport);
        else
            DoctorSheet.Write(report, context.Output);
    }
}
