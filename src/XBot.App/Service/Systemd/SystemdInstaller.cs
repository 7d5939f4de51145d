using System.Globalization;
using XBot.App.CommandLine;

namespace XBot.App.Service.Systemd;

/// <summary>A unit of this user's own systemd manager.</summary>
/// <param name="configHome">XDG_CONFIG_HOME.</param>
/// <param name="userName">Whose lingering is asked for.</param>
internal sealed class SystemdInstaller(IServiceTools tools, string configHome, string userName) : IServiceInstaller
{
    /// <summary>What to tell the owner of a service that ends at logout.</summary>
    internal const string Lingering = "it ends when you log out: 'loginctl enable-linger' lets it run without a login";

    private const string Unit = ServiceDefinition.Label + ".service";

    public string Name => "systemd";

    public string File { get; } = Path.Combine(configHome, "systemd", "user", Unit);

    public string Text(ServiceDefinition definition) => SystemdUnit.Write(definition);

    public IReadOnlyDictionary<string, string>? VariablesOf(string text) => SystemdUnit.VariablesOf(text);

    public async Task<IReadOnlyList<string>> InstallAsync(ServiceDefinition definition, CancellationToken ct)
    {
        var text = Text(definition);
        await DemandManagerAsync(ct);
        var changed = !ServiceFile.Holds(File, text);
        if (changed)
            ServiceFile.Write(File, text);
        await DoAsync(["daemon-reload"], ct);
        // A unit that failed earlier, or was masked by hand for now, must not stand in the way.
        await tools.RunAsync("systemctl", ["--user", "reset-failed", Unit], ct);
        var ran = await IsActiveAsync(ct);
        await DoAsync(["enable", "--now", Unit], ct);
        if (ran && changed)
            await DoAsync(["restart", Unit], ct);
        var done = changed ? $"wrote {File}" : $"{Unit} was installed already by this very definition";
        return [done, $"{Unit} is started, and starts at login", .. await LingersAsync(ct) == false ? [Lingering] : Array.Empty<string>()];
    }

    public async Task<IReadOnlyList<string>> UninstallAsync(CancellationToken ct)
    {
        await DemandManagerAsync(ct);
        var there = System.IO.File.Exists(File) || await IsActiveAsync(ct);
        if (!there)
            return [$"{Unit} was not installed"];
        // A unit whose file went by hand can be stopped and no longer disabled.
        var disabled = await tools.RunAsync("systemctl", ["--user", "disable", "--now", Unit], ct);
        if (!disabled.Done)
            await DoAsync(["stop", Unit], ct);
        ServiceFile.Remove(File);
        await DoAsync(["daemon-reload"], ct);
        await tools.RunAsync("systemctl", ["--user", "reset-failed", Unit], ct);
        return [$"{Unit} is gone; the profile and its store stay"];
    }

    public async Task<IReadOnlyList<string>> RestartAsync(CancellationToken ct)
    {
        await DemandManagerAsync(ct);
        if (!System.IO.File.Exists(File))
            throw new CommandException($"{Unit} is not installed: './xbot service install' does that");
        await DoAsync(["restart", Unit], ct);
        return [$"{Unit} was restarted"];
    }

    public async Task<ServiceState> LookAsync(CancellationToken ct)
    {
        var installed = System.IO.File.Exists(File);
        var state = new ServiceState(Name, ServiceDefinition.Label, File, installed, null, null, "unknown", null, null, null, null);
        var show = await tools.RunAsync("systemctl", ["--user", "show", Unit, "--property=LoadState,ActiveState,SubState,MainPID,ExecMainStatus,ExecMainCode,UnitFileState,Result,NRestarts"], ct);
        if (!show.Done)
            return state with { State = installed ? "unknown" : "absent", Detail = $"no systemd user manager answers here: {show.Said}" };
        var facts = show.Out.Split('\n').Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).GroupBy(pair => pair[0]).ToDictionary(pair => pair.Key, pair => pair.First()[1]);
        string? Fact(string name) => facts.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
        return state with
        {
            Loaded = Fact("LoadState") is { } load ? load == "loaded" : null,
            Enabled = Fact("UnitFileState") is { } file ? file == "enabled" : installed ? null : false,
            State = (Fact("ActiveState"), Fact("SubState")) switch
            {
                ("active", _) => "running",
                (_, "auto-restart") => "waiting",
                ("activating", _) => "starting",
                ("inactive" or "failed", _) => installed ? "stopped" : "absent",
                _ => "unknown",
            },
            Pid = int.TryParse(Fact("MainPID"), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid > 0 ? pid : null,
            LastExit = Fact("ExecMainCode") is null or "0" ? null : Fact("ExecMainStatus"),
            EndsAtLogout = installed ? !await LingersAsync(ct) : null,
            Detail = Fact("Result") is { } result and not "success" ? $"the last run ended with the result {result}, restarts so far: {Fact("NRestarts") ?? "?"}" : null,
        };
    }

    private async Task DemandManagerAsync(CancellationToken ct)
    {
        var answer = await tools.RunAsync("systemctl", ["--user", "show", "--property=Version"], ct);
        if (!answer.Done)
            throw new CommandException($"no systemd user manager answers here ({answer.Said}): run './xbot daemon' in a terminal (or tmux) instead");
    }

    private async Task<bool> IsActiveAsync(CancellationToken ct) => (await tools.RunAsync("systemctl", ["--user", "is-active", "--quiet", Unit], ct)).Done;

    private async Task DoAsync(string[] arguments, CancellationToken ct)
    {
        var answer = await tools.RunAsync("systemctl", ["--user", .. arguments], ct);
        if (!answer.Done)
            throw new CommandException($"systemctl --user {string.Join(' ', arguments)} failed with {answer.Code}: {answer.Said} ('journalctl --user -u {Unit}' and './xbot logs' tell more)");
    }

    /// <summary>Null: no logind answers, and nobody ends it at logout.</summary>
    private async Task<bool?> LingersAsync(CancellationToken ct)
    {
        try
        {
            var answer = await tools.RunAsync("loginctl", ["show-user", userName, "--property=Linger"], ct);
            return answer.Done ? answer.Out.Trim() == "Linger=yes" : null;
        }
        catch (CommandException)
        {
            return null;
        }
    }
}
