using XBot.App.Supervision;

namespace XBot.App.Doctor;

/// <summary>Is the machine kept from idle sleep while the daemon works?</summary>
internal sealed class AwakeCheck : IHealthCheck
{
    public string Name => "sleep";

    public Task<Finding> AskAsync(Patient patient, CancellationToken ct) => Task.FromResult(Judge(patient));

    private static Finding Judge(Patient patient)
    {
        if (!patient.Settings.KeepAwake)
            return Finding.Pass("KEEP_AWAKE is false: the machine sleeps as it likes, and rounds are missed then");
        if (AwakeProgram.Find(patient.Machine, Environment.ProcessId) is not { } program)
            return Finding.Pass("no logind with its systemd-inhibit here: whether this machine sleeps is for its own settings");
        if (!patient.Daemon.Running)
            return Finding.Pass($"{Path.GetFileName(program.Path)} will hold idle sleep off while a daemon runs");
        return AwakeRecord.Read(patient.Settings.ProfileDir) switch
        {
            { IsAlive: true, Pid: { } pid } held => Finding.Pass($"idle sleep is held off by {Path.GetFileName(held.Program)} (pid {pid}); a closed lid sleeps all the same"),
            { Trouble: { } trouble } => Finding.Warn($"idle sleep is not held off: {trouble}", "keep the machine awake in its own power settings"),
            _ => Finding.Warn("idle sleep is not held off", "the daemon tries again every ten minutes; './xbot logs' tells more"),
        };
    }
}
