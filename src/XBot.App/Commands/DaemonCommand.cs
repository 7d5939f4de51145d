using System.CommandLine;
using Microsoft.Extensions.Logging;
using XBot.App.CommandLine;
using XBot.App.Logging;
using XBot.App.Running;

namespace XBot.App.Commands;

/// <summary><c>xbot daemon</c>: the loop, until it is stopped.</summary>
internal static class DaemonCommand
{
    /// <summary>Set by the demo for its child: .env files are the owner's, not the sandbox's.</summary>
    public const string NoEnvFiles = "XBOT_ENV_FILES";

    public static Command Create(CommandHost host)
    {
        var service = new Option<bool>("--service") { Description = "Started by launchd or systemd: log to files only, and do not ask to be started again after a refusal" };
        var command = new Command("daemon", "Run the loop: checks, pipeline, watchdog, heartbeats, until stopped") { service };
        command.SetAction(async (arguments, cancellation) =>
        {
            var context = new CommandContext(host, arguments, cancellation);
            return arguments.GetValue(service)
                ? await AsServiceAsync(context)
                : await RunAsync(context, service: false);
        });
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, bool service)
    {
        var settings = context.LoadSettings(environmentOnly: context.Host.Variable(NoEnvFiles) == "none").Settings;
        ProfileFolder.Prepare(settings.ProfileDir);
        using var held = await InstanceLock.TakeAsync(settings.ProfileDir, InstanceRole.Daemon, context.Time, context.Cancellation);
        using var log = new RunnerLog(settings.ProfileDir, service ? null : context.Host.Stdout, context.Time);
        await new DaemonRun(settings, service, context.Time, log).RunAsync(context.Cancellation);
        return ExitCodes.Done;
    }

    /// <summary>
    /// A permanent refusal must not be respawned for ever (incident 5): it is written down, and ends with 0 under launchd (SuccessfulExit) and
    /// with its code under systemd (RestartPreventExitStatus).
    /// </summary>
    private static async Task<int> AsServiceAsync(CommandContext context)
    {
        try
        {
            return await RunAsync(context, service: true);
        }
        catch (Exception e) when (Failures.Describe(e) is { ExitCode: ExitCodes.ConfigurationInvalid or ExitCodes.AlreadyHeld or ExitCodes.StoreNotAvailable } refusal)
        {
            context.Output.Error(refusal.Line);
            WriteDown(context, refusal.Line);
            return OperatingSystem.IsMacOS() ? ExitCodes.Done : refusal.ExitCode;
        }
    }

    private static void WriteDown(CommandContext context, string line)
    {
        try
        {
            using var log = new RunnerLog(context.Settings.ProfileDir, null, context.Time);
            log.Write(LogLevel.Critical, "daemon", line, null);
        }
#pragma warning disable CA1031 // The settings or the folder may be the very thing that is wrong; the line stands on standard error already.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
