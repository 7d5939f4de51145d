using System.Globalization;
using XBot.Chrome.Processes;

namespace XBot.App.Doctor;

/// <summary>Does a daemon run, and does anything run in it?</summary>
internal sealed class DaemonCheck : IHealthCheck
{
    /// <summary>A debugger, or a shell that only passes it on, stops a process for a moment too.</summary>
    private static readonly TimeSpan SecondLook = TimeSpan.FromMilliseconds(300);

    public string Name => "daemon";

    public async Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        if (await IsStoppedAsync(patient, ct))
        {
            var pid = patient.Daemon.Pid!.Value.ToString(CultureInfo.InvariantCulture);
            return Finding.Fail($"is there (pid {pid}) and is stopped: nothing runs", $"kill -CONT {pid}");
        }

        return patient.Daemon switch
        {
            { Running: true, Pid: { } pid } => Finding.Pass($"runs (pid {pid})"),
            { Running: true } => Finding.Pass("runs"),
            _ => Finding.Warn("no daemon runs on this profile", "./xbot daemon"),
        };
    }

    /// <summary>Twice the same: it holds the profile and does nothing.</summary>
    public static async Task<bool> IsStoppedAsync(Patient patient, CancellationToken ct)
    {
        if (patient.Daemon is not { Running: true, Pid: { } pid } || !RunningProcess.IsStopped(pid))
            return false;
        await Task.Delay(SecondLook, patient.Time, ct);
        return RunningProcess.IsStopped(pid);
    }
}
