using XBot.App.CommandLine;
using XBot.App.Service;

namespace XBot.App.Doctor;

/// <summary>Does the supervisor know the daemon, and what does it make of it?</summary>
internal sealed class ServiceCheck : IHealthCheck
{
    private const string Install = "./xbot service install";

    public string Name => "service";

    public async Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        try
        {
            var installer = ServiceInstallers.Create(ServiceInstallers.Here, patient.Machine);
            var finding = Judge(await installer.LookAsync(ct), patient);
            return finding.Grade == Grade.Pass && InstalledVariables.Shadowing(InstalledVariables.Of(installer), patient.Loaded, patient.Machine) is { Count: > 0 } shadowed
                ? Finding.Warn($"{finding.Detail}; {InstalledVariables.Warning(shadowed)}", Install)
                : finding;
        }
        catch (CommandException none)
        {
            return Finding.Pass(none.Message);
        }
    }

    /// <summary>Longer than a daemon that ran well until a moment ago is silent.</summary>
    private static bool IsLongAgo(Patient patient) => patient.Heartbeat is not { } beat || patient.Now - beat.At > patient.Settings.MaxSleep + CycleCheck.LongestRound;

    internal static Finding Judge(ServiceState state, Patient patient)
    {
        var more = state.Detail is { } detail ? $"; {detail}" : "";
        var last = state.LastExit is { } exit ? $", its last run ended with {exit}" : "";
        return state switch
        {
            { Installed: false, State: not ("running" or "waiting" or "starting") } => Finding.Warn($"not installed: nothing starts the daemon at login{more}", Install),
            { Enabled: false } => Finding.Warn($"{state.State}, and it will not start at the next login{more}", Install),
            { State: "running" } when patient.Daemon is { Running: true, Pid: { } pid } && state.Pid is { } theirs && pid != theirs =>
                Finding.Warn($"runs (pid {theirs}), and another daemon (pid {pid}) has the profile", "end the one started by hand: the service starts its own"),
            // Whoever sits at a desktop is logged in whenever it runs; a machine without one is left alone by its owner.
            { State: "running", EndsAtLogout: true } when !patient.Machine.HasDisplay =>
                Finding.Warn($"{state.Manager} runs it (pid {state.Pid?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown"}), until you log out", "loginctl enable-linger"),
            { State: "running" } => Finding.Pass($"{state.Manager} runs it (pid {state.Pid?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown"}), and starts it at login"),
            { State: "waiting", LastExit: not null and not "0" } when !patient.Daemon.Running && IsLongAgo(patient) =>
                Finding.Fail($"{state.Manager} starts it again and again, and it ends before it does anything{last}{more}", "supervisor.log and daemon-error.log tell how; './xbot daemon' in a terminal shows it at once"),
            { State: "waiting" or "starting" } => Finding.Warn($"{state.Manager} is about to start it again{last}{more}", "'./xbot logs' and daemon-error.log tell how the last run ended"),
            { State: "stopped" } when patient.Daemon.Running => Finding.Warn($"installed, and not what runs now: the daemon was started by hand{last}{more}", "./xbot service restart, once that one is stopped"),
            { State: "stopped" } => Finding.Fail($"installed and stopped{last}{more}", "the last line of daemon-error.log says why it refused; then: ./xbot service restart"),
            _ => Finding.Warn($"{state.Manager} says nothing that we understand{more}", "./xbot service status"),
        };
    }
}
