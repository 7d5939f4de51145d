using System.CommandLine;
using Microsoft.Extensions.Logging;
using XBot.App.CommandLine;
using XBot.App.Configuration;
using XBot.App.Logging;
using XBot.App.Machine;
using XBot.App.Running;
using XBot.App.Supervision;
using XBot.Core.Secrets;
using XBot.Core.Settings;

namespace XBot.App.Commands;

/// <summary><c>xbot daemon</c>: the loop, until it is stopped.</summary>
internal static partial class DaemonCommand
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
        using var systemd = SystemdNotify.Find(context.Host);
        // Ready means that somebody watches: each wait below may be longer than a supervisor waits for a start.
        systemd?.Ready();
        var alive = systemd is null ? () => { } : (Action)systemd.Alive;
        using var log = await WithRoomAsync(context, alive, () =>
        {
            ProfileFolder.Prepare(settings.ProfileDir);
            return Task.FromResult(OpenLog(context, settings, service));
        });
        if (service)
            await PassAsync(context, settings.ProfileDir, alive, log);
        using var held = await WithRoomAsync(context, alive, () => TakeAsync(context, service, settings.ProfileDir, alive, log.CreateLogger("Daemon")));
        if (await LoggedInUsers.OthersAsync(context.Cancellation) is { Count: > 0 } others)
            LogOthers(log.CreateLogger("Daemon"), string.Join(", ", others), settings.CdpPort);
        var run = new DaemonRun(settings, service, context.Time, log)
        {
            Systemd = systemd,
            Supervisor = service ? Supervisors.Find(context.Host) : Supervisor.None,
            Awake = settings.KeepAwake ? AwakeProgram.Find(context.Host, Environment.ProcessId) : null,
            Starts = new StartLedger(settings.ProfileDir, context.Time),
        };
        await LiveAsync(run, run.Starts, context.Cancellation);
        return ExitCodes.Done;
    }

    /// <exception cref="ConfigurationException">Somebody else's files are in the way (a daemon that ran once under sudo left them): no later try finds it otherwise.</exception>
    private static RunnerLog OpenLog(CommandContext context, RunnerSettings settings, bool service)
    {
        try
        {
            return new RunnerLog(settings.ProfileDir, service ? null : context.Host.Stdout, context.Time, SecretsOf(settings));
        }
        catch (Exception e) when (e is UnauthorizedAccessException || (e is IOException && !FullDisk.IsCause(e)))
        {
            throw new ConfigurationException($"the daemon's log cannot be written: {e.Message.ReplaceLineEndings(" ")}; the profile {settings.ProfileDir} and all that is in it must belong to the user who runs xbot", e);
        }
    }

    private static Task<InstanceLock> TakeAsync(CommandContext context, bool service, string profileDir, Action alive, ILogger log)
    {
        if (!service)
            return InstanceLock.TakeAsync(profileDir, InstanceRole.Daemon, context.Time, context.Cancellation);
        var began = context.Time.GetTimestamp();
        var told = false;
        return InstanceLock.TakeAsServiceAsync(profileDir, holder =>
        {
            alive();
            if (told || context.Time.GetElapsedTime(began) < InstanceLock.Patience)
                return;
            told = true;
            LogWaits(log, holder is { Role: InstanceRole.Command } ? $"another xbot command (pid {holder.Pid})" : "another xbot process", profileDir);
        }, context.Time, context.Cancellation);
    }

    /// <summary>A full disk is waited for, as a store that is away is; said once.</summary>
    /// <param name="alive">Called at each look: the supervisor's own watchdog must not take the wait for a hang.</param>
    private static async Task<T> WithRoomAsync<T>(CommandContext context, Action alive, Func<Task<T>> begin)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await begin();
            }
            catch (Exception e) when (e is ConfigurationException or IOException && FullDisk.IsCause(e))
            {
                alive();
                if (tries == 0)
                    context.Output.Error($"{e.Message}: waiting for room");
                await Task.Delay(FullDisk.Pause, context.Time, context.Cancellation);
            }
        }
    }

    /// <summary>What a supervisor starts again and again, and never looks at, is kept small and waits its turn.</summary>
    private static async Task PassAsync(CommandContext context, string profileDir, Action alive, RunnerLog log)
    {
        SupervisorLog.Trim(profileDir);
        await StartGate.PassAsync(profileDir, alive, context.Time, log.CreateLogger("Starts"), context.Cancellation);
    }

    /// <summary>One life of the daemon, counted: an end that was asked for and a refusal that is not tried again prove nothing against it.</summary>
    private static async Task LiveAsync(DaemonRun run, StartLedger starts, CancellationToken stop)
    {
        run.Before = starts.Begin();
        try
        {
            await run.RunAsync(stop);
            starts.TakeBack();
        }
        catch (Exception e) when ((e is OperationCanceledException && stop.IsCancellationRequested) || IsRefusal(e))
        {
            starts.TakeBack();
            throw;
        }
        catch (Exception e)
        {
            starts.Failed(Failures.Describe(e).Line);
            throw;
        }
    }

    /// <summary>A permanent refusal must not be respawned for ever: it is written down, and ends as the supervisor needs it.</summary>
    private static async Task<int> AsServiceAsync(CommandContext context)
    {
        try
        {
            return await RunAsync(context, service: true);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            var refusal = Failures.Describe(e);
            context.Output.Error(refusal.Line);
            WriteDown(context, refusal.Line);
            return Supervisors.Find(context.Host).EndOf(refusal.ExitCode);
        }
    }

    private static bool IsRefusal(Exception e) => Failures.Describe(e).ExitCode is ExitCodes.ConfigurationInvalid or ExitCodes.AlreadyHeld or ExitCodes.StoreNotAvailable;

    /// <summary>What the owner's settings hold and no log may.</summary>
    private static SecretMask SecretsOf(RunnerSettings settings) =>
        new(settings.OpenAiApiKey, settings.DatabaseUrl is { } url && Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.UserInfo.Split(':', 2).ElementAtOrDefault(1) : null);

    private static void WriteDown(CommandContext context, string line)
    {
        try
        {
            if (SettingsLoader.FindProfile(context.Host) is not { } profile || !Directory.Exists(profile))
                return;
            using var log = new RunnerLog(profile, null, context.Time);
            log.Write(LogLevel.Critical, "daemon", line, null);
        }
#pragma warning disable CA1031 // The settings or the folder may be the very thing that is wrong; the line stands on standard error already.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for {Holder}, which works on the profile {Profile}: the daemon begins when it is done")]
    private static partial void LogWaits(ILogger log, string holder, string profile);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Others are logged in on this machine ({Others}): whoever can reach port {Port} here can use the session")]
    private static partial void LogOthers(ILogger log, string others, int port);
}
