using Microsoft.Extensions.Logging.Abstractions;
using XBot.App.Running;
using XBot.Chrome;

namespace XBot.App.Doctor;

/// <summary>Is the Chrome on our port ours?</summary>
internal sealed class ChromePortCheck : IHealthCheck
{
    public string Name => "chrome-port";

    public async Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        var settings = patient.Settings;
        await using var keeper = new ChromeKeeper(RunnerHouse.ChromeOptionsOf(settings), patient.Time, NullLogger.Instance);
        var status = await keeper.StatusAsync(ct);
        return status.State switch
        {
            ChromeState.Running => Finding.Pass($"{status.Version} (pid {status.Pid}) answers on port {status.Port}, and it is ours"),
            ChromeState.Foreign => Finding.Fail(status.Detail, $"end what holds port {status.Port}, or set CDP_PORT to a free one"),
            ChromeState.Stopped when !patient.Daemon.Running => Finding.Pass($"port {status.Port} is free; {status.Detail}"),
            ChromeState.Stopped => Finding.Warn(status.Detail, "the daemon starts it in its next round; './xbot logs' says why it did not"),
            _ => Finding.Warn(status.Detail, "the daemon replaces it; './xbot chrome stop' ends it now"),
        };
    }
}
