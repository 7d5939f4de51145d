using XBot.App.CommandLine;
using XBot.App.Configuration;
using XBot.App.Running;

namespace XBot.App.Service.Launchd;

/// <summary>The LaunchAgent com.xbot.runner of this user.</summary>
/// <param name="userHome">Whose Library/LaunchAgents.</param>
internal sealed class LaunchdInstaller(Launchctl launchctl, string userHome) : IServiceInstaller
{
    // macOS asks a person before a background process may read there, and nobody is asked in time.
    private static readonly string[] Guarded = ["Desktop", "Documents", "Downloads"];

    public string Name => "launchd";

    public string File { get; } = Path.Combine(userHome, "Library", "LaunchAgents", ServiceDefinition.Label + ".plist");

    public string Text(ServiceDefinition definition)
    {
        foreach (var path in (string[])[definition.Program, definition.LogFile])
        {
            if (Guarded.FirstOrDefault(name => path.StartsWith(Path.Combine(userHome, name) + "/", StringComparison.OrdinalIgnoreCase)) is { } folder)
                throw new ConfigurationException($"{path} is below ~/{folder}, which macOS keeps from background services: move it elsewhere in your home");
        }

        return LaunchAgentPlist.Write(definition);
    }

    public IReadOnlyDictionary<string, string>? VariablesOf(string text) => LaunchAgentPlist.VariablesOf(text);

    public async Task<IReadOnlyList<string>> InstallAsync(ServiceDefinition definition, CancellationToken ct)
    {
        var text = Text(definition);
        await DemandAquaAsync(ct);
        ProveLog(definition.LogFile);
        var before = await launchctl.PrintAsync(ct);
        if (before.Done && ServiceFile.Holds(File, text) && LaunchctlJob.Parse(before.Out).Runs(definition, File))
        {
            await launchctl.EnableAsync(ct);
            await launchctl.KickstartAsync(ct);
            return [$"{ServiceDefinition.Label} was installed already by this very definition, and is started"];
        }

        // The old job goes before its file is replaced: an end in between never leaves a new file with an old job that looks like it.
        if (before.Code != LaunchctlCode.NoSuchService)
            await launchctl.BootoutAsync(ct);
        ServiceFile.Write(File, text);
        await launchctl.EnableAsync(ct);
        await launchctl.BootstrapAsync(File, ct);
        await launchctl.KickstartAsync(ct);
        await ProveAsync(definition, ct);
        string[] done = [$"wrote {File}", $"{ServiceDefinition.Label} is loaded and started, and starts at login"];
        return before.Done ? ["an older job was ended and unloaded", .. done] : done;
    }

    public async Task<IReadOnlyList<string>> UninstallAsync(CancellationToken ct)
    {
        var before = await launchctl.PrintAsync(ct);
        if (before.Code != LaunchctlCode.NoSuchService)
            await launchctl.BootoutAsync(ct);
        var removed = ServiceFile.Remove(File);
        return before.Done || removed ? [$"{ServiceDefinition.Label} is gone; the profile and its store stay"] : [$"{ServiceDefinition.Label} was not installed"];
    }

    public async Task<IReadOnlyList<string>> RestartAsync(CancellationToken ct)
    {
        if ((await launchctl.PrintAsync(ct)).Code == LaunchctlCode.NoSuchService)
            throw new CommandException($"{ServiceDefinition.Label} is not loaded: './xbot service install' does that");
        await launchctl.RestartAsync(ct);
        return [$"{ServiceDefinition.Label} was restarted"];
    }

    public async Task<ServiceState> LookAsync(CancellationToken ct)
    {
        var installed = System.IO.File.Exists(File);
        var print = await launchctl.PrintAsync(ct);
        var disabled = await launchctl.IsDisabledAsync(ct);
        var state = new ServiceState(Name, ServiceDefinition.Label, File, installed, null, !disabled, "unknown", null, null, null, null);
        if (print.Code == LaunchctlCode.NoSuchService)
            return state with { Loaded = false, State = installed ? "stopped" : "absent", Detail = installed ? "the file is there, launchd does not know it: './xbot service install' loads it" : null };
        if (!print.Done)
            return state with { Detail = $"launchctl print ended with {print.Code}: {LaunchctlCode.Words(print.Code)}" };
        var job = LaunchctlJob.Parse(print.Out);
        return state with
        {
            Loaded = true,
            State = job switch
            {
                { State: "running" } => "running",
                { StaysDown: true } => "stopped",
                { State: "not running" or "waiting" or "spawn scheduled" } => "waiting",
                _ => "unknown",
            },
            Pid = job.Pid,
            LastExit = job.LastExit,
            Program = job.Arguments is [var program, ..] ? program : null,
            Detail = job.Path is { } path && path != File ? $"launchd has it from {path}" :
                job.StaysDown ? "launchd does not start it again after exit 0; daemon-error.log says why" : null,
        };
    }

    private async Task DemandAquaAsync(CancellationToken ct)
    {
        var session = await launchctl.ManagerNameAsync(ct);
        if (session != "Aqua")
        {
            throw new CommandException(
                $"this session is \"{session}\", not \"Aqua\": a LaunchAgent that shows a Chrome belongs to the login at the Mac's own screen, which SSH does not reach; run this in Terminal there");
        }
    }

    // launchd itself would only say 78 (EX_CONFIG), and only to those who ask.
    private static void ProveLog(string path)
    {
        try
        {
            using var log = new FileStream(path, OwnerFile.Options(FileMode.Append, FileAccess.Write, FileShare.ReadWrite));
            if (!OperatingSystem.IsWindows())
                System.IO.File.SetUnixFileMode(log.SafeFileHandle, OwnerFile.Mode);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"launchd could not write {path}, and would not start the daemon: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private async Task ProveAsync(ServiceDefinition definition, CancellationToken ct)
    {
        var after = await launchctl.PrintAsync(ct);
        if (!after.Done)
            throw new CommandException($"launchd took the definition and then did not know it (print: {after.Code}, {LaunchctlCode.Words(after.Code)})");
        if (LaunchctlJob.Parse(after.Out) is { Path: { } path, Arguments: { } arguments } && (path != File || !arguments.SequenceEqual(definition.Arguments)))
            throw new CommandException($"launchd runs another definition of {ServiceDefinition.Label} than the one installed: {path} with {string.Join(' ', arguments)}");
    }
}
