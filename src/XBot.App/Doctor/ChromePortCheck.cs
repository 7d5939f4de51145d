using Microsoft.Extensions.Logging.Abstractions;
using XBot.App.CommandLine;
using XBot.App.Control;
using XBot.App.Running;
using XBot.Chrome;

namespace XBot.App.Doctor;

/// <summary>Is the Chrome on our port ours? The daemon knows best: it may see a display where this shell sees none.</summary>
internal sealed class ChromePortCheck : IHealthCheck
{
    public string Name => "chrome-port";

    public async Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        var status = await AskDaemonAsync(patient, ct) ?? await LookAsync(patient, ct);
        return Judge(status, patient);
    }

    internal static Finding Judge(ChromeStatus status, Patient patient) => status.State switch
    {
        ChromeState.Running => Finding.Pass($"{status.Version} (pid {status.Pid}) answers on port {status.Port}, and it is ours"),
        ChromeState.Foreign when status.Detail.Contains("is locked by", StringComparison.Ordinal) => Finding.Fail(status.Detail, "end the Chrome that has the profile, or remove its file SingletonLock when it no longer runs"),
        ChromeState.Foreign => Finding.Fail(status.Detail, $"end what holds port {status.Port}, or set CDP_PORT to a free one"),
        ChromeState.Stopped when !patient.Daemon.Running => Finding.Pass($"port {status.Port} is free; {status.Detail}"),
        _ when patient.Daemon.Running && patient.Heartbeat?.Detail("browser") == "given_up" =>
            Finding.Fail($"{status.Detail}; the daemon lost it too often and leaves it alone for now", "'./xbot logs' says why it dies; './xbot chrome start' has it started now"),
        ChromeState.Stopped => Finding.Warn(status.Detail, "the daemon starts it in its next round; './xbot logs' says why it did not"),
        _ when patient.Daemon.Running => Finding.Warn(status.Detail, "the daemon replaces it; './xbot chrome stop' ends it now"),
        _ => Finding.Warn(status.Detail, "'./xbot chrome stop' ends it"),
    };

    /// <summary>Null when there is no daemon to ask, or none that answers.</summary>
    private static async Task<ChromeStatus?> AskDaemonAsync(Patient patient, CancellationToken ct)
    {
        if (!patient.Daemon.Running || await DaemonCheck.IsStoppedAsync(patient, ct))
            return null;
        try
        {
            await using var daemon = await ControlClient.TryConnectAsync(patient.Settings.ProfileDir, ct);
            return daemon is null ? null : await daemon.ChromeStatusAsync(ct);
        }
        catch (CommandException)
        {
            // It hangs, or is just going: other checks tell that.
            return null;
        }
    }

    private static async Task<ChromeStatus> LookAsync(Patient patient, CancellationToken ct)
    {
        await using var keeper = new ChromeKeeper(RunnerHouse.ChromeOptionsOf(patient.Settings), patient.Time, NullLogger.Instance);
        return await keeper.StatusAsync(ct);
    }
}
