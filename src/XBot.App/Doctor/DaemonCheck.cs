namespace XBot.App.Doctor;

/// <summary>Does a daemon run?</summary>
internal sealed class DaemonCheck : IHealthCheck
{
    public string Name => "daemon";

    public Task<Finding> AskAsync(Patient patient, CancellationToken ct) => Task.FromResult(patient.Daemon switch
    {
        { Running: true, Pid: { } pid } => Finding.Pass($"runs (pid {pid})"),
        { Running: true } => Finding.Pass("runs"),
        _ => Finding.Warn("no daemon runs on this profile", "./xbot daemon"),
    });
}
