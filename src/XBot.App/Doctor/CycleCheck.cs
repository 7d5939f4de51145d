using XBot.App.Reports;

namespace XBot.App.Doctor;

/// <summary>Does the daemon make progress? A process that is there is no proof; rounds that complete are.</summary>
internal sealed class CycleCheck : IHealthCheck
{
    // A round that works through the whole pipeline may take minutes, on top of the longest pause.
    private static readonly TimeSpan RoundAllowance = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongWithoutSuccess = TimeSpan.FromHours(1);

    public string Name => "cycle";

    public async Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        if (patient.Store is not { } store || patient.Heartbeat is not { } beat)
            return Finding.Warn("no round was ever recorded", "'./xbot daemon' runs rounds; './xbot logs' shows what it does");
        var last = $"last heartbeat {Times.Ago(beat.At, patient.Now)} with {beat.Status ?? "no status"}";
        if (!patient.Daemon.Running)
            return Finding.Warn($"{last}; no daemon runs now", "./xbot daemon");
        if (patient.Now - beat.At > patient.Settings.MaxSleep + RoundAllowance)
            return Finding.Fail($"{last}, and the daemon is still there: it hangs", "restart the daemon; './xbot logs' shows where it stopped");

        var success = (await store.Heartbeats.ReadAsync(ct))?.LastSuccess;
        var good = success is { } at ? $"last good round {Times.Ago(at, patient.Now)}" : "no good round ever";
        if (beat.Status == "OK")
            return Finding.Pass($"{last}, {good}");
        var detail = $"{last} ({beat.Error ?? "no reason given"}), {good}";
        var fix = beat.Status switch
        {
            "CDP_DOWN" => "see the checks of chrome above; './xbot logs' tells more",
            "SESSION_INVALID" => "see the check of the session below",
            _ => "'./xbot logs' and './xbot events' tell more",
        };
        return success is null || patient.Now - success > LongWithoutSuccess ? Finding.Fail(detail, fix) : Finding.Warn(detail, fix);
    }
}
