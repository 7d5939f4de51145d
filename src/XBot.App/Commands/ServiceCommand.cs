using System.CommandLine;
using XBot.App.CommandLine;
using XBot.App.Running;
using XBot.App.Service;
using XBot.App.Supervision;

namespace XBot.App.Commands;

/// <summary><c>xbot service</c>: the daemon at login, as a LaunchAgent on macOS and a user unit of systemd on Linux.</summary>
internal static class ServiceCommand
{
    private const string Manager = "--manager";

    public static Command Create(CommandHost host) => new("service", "Start the daemon at login and keep it running")
    {
        Verb(host, "install", "Install, replace or mend the service, and start it", InstallAsync),
        Verb(host, "uninstall", "Stop the service and take it away; the profile stays", async (context, installer) => await DoneAsync(context, installer, await installer.UninstallAsync(context.Cancellation))),
        Verb(host, "restart", "End the daemon cleanly and start it anew", RestartAsync),
        Verb(host, "status", "Show what the supervisor says of it", StatusAsync),
        Verb(host, "print", "Print the definition that install would write, and change nothing", (context, installer) => Task.FromResult(Print(context, installer))),
    };

    private static Command Verb(CommandHost host, string name, string description, Func<CommandContext, IServiceInstaller, Task<int>> run)
    {
        var manager = new Option<string>(Manager) { Description = "launchd or systemd; this system's own unless given", DefaultValueFactory = _ => ServiceInstallers.Here };
        manager.AcceptOnlyFromAmong(ServiceInstallers.Names);
        var verb = new Command(name, description) { JsonOption.Create(), manager };
        verb.SetAction((arguments, cancellation) => run(new CommandContext(host, arguments, cancellation), ServiceInstallers.Create(arguments.GetValue(manager)!, host)));
        return verb;
    }

    private static async Task<int> InstallAsync(CommandContext context, IServiceInstaller installer)
    {
        if (context.Host.Variable("SUDO_USER") is { } user && Environment.IsPrivilegedProcess)
            throw new CommandException($"the service belongs to a user, not to root: run this as {user}, without sudo");
        var plan = ServicePlan.Make(context.Host, context.LoadSettings());
        foreach (var note in plan.Notes.Concat(InstalledVariables.Dropped(InstalledVariables.Of(installer), plan.Definition)))
            context.Output.Note(note);
        ProfileFolder.Prepare(plan.ProfileDir);
        StartLedger.Forget(plan.ProfileDir);
        var proof = new ServiceProof(installer, plan.ProfileDir, context.Time);
        return await DoneAsync(context, installer, await installer.InstallAsync(plan.Definition, context.Cancellation), proof);
    }

    /// <summary>A person wants it to run now, whatever became of earlier starts.</summary>
    private static async Task<int> RestartAsync(CommandContext context, IServiceInstaller installer)
    {
        var loaded = context.LoadSettings();
        var installed = InstalledVariables.Of(installer);
        // The service's own profile, which may be another than this shell's.
        var profile = installed.GetValueOrDefault("RUNNER_PROFILE_DIR") ?? loaded.Settings.ProfileDir;
        if (InstalledVariables.Shadowing(installed, loaded, context.Host) is { Count: > 0 } shadowed)
            context.Output.Note(InstalledVariables.Warning(shadowed));
        StartLedger.Forget(profile);
        var proof = new ServiceProof(installer, profile, context.Time);
        return await DoneAsync(context, installer, await installer.RestartAsync(context.Cancellation), proof);
    }

    private static async Task<int> StatusAsync(CommandContext context, IServiceInstaller installer)
    {
        var state = await installer.LookAsync(context.Cancellation);
        if (context.Json)
        {
            context.Output.Json(state, ServiceJson.Default.ServiceState);
            return ExitCodes.Done;
        }

        context.Output.Line($"{"Service",-16}{state.Label} ({state.Manager})");
        context.Output.Line($"{"State",-16}{state.State}{(state.Pid is { } pid ? $" (pid {pid})" : "")}");
        context.Output.Line($"{"At login",-16}{(state.Enabled, state.Installed) switch { (false, _) or (_, false) => "does not start", (true, _) => "starts", _ => "unknown" }}");
        context.Output.Line($"{"Last exit",-16}{state.LastExit ?? "-"}");
        context.Output.Line($"{"Definition",-16}{(state.Installed ? state.File : "not installed: './xbot service install'")}");
        if (state.Detail is { } detail)
            context.Output.Note(detail);
        return ExitCodes.Done;
    }

    private static int Print(CommandContext context, IServiceInstaller installer)
    {
        var plan = ServicePlan.Make(context.Host, context.LoadSettings());
        var text = installer.Text(plan.Definition);
        if (context.Json)
        {
            context.Output.Json(new ServicePrint(installer.Name, installer.File, text), ServiceJson.Default.ServicePrint);
            return ExitCodes.Done;
        }

        foreach (var note in plan.Notes)
            context.Output.Note(note);
        context.Host.Stdout.Write(text);
        return ExitCodes.Done;
    }

    /// <summary>What was done, for people; with --json the state after it.</summary>
    /// <param name="proof">Asked whether what was started stays.</param>
    private static async Task<int> DoneAsync(CommandContext context, IServiceInstaller installer, IReadOnlyList<string> done, ServiceProof? proof = null)
    {
        Action<string> say = context.Json ? context.Output.Note : context.Output.Line;
        foreach (var line in done)
            say(line);
        if (proof is not null)
            say(await proof.AskAsync(context.Cancellation));
        if (context.Json)
            context.Output.Json(await installer.LookAsync(context.Cancellation), ServiceJson.Default.ServiceState);
        return ExitCodes.Done;
    }
}
