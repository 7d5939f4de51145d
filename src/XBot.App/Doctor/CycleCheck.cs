using System.Globalization;
using XBot.App.Reports;
using XBot.Core.Events;
using XBot.Core.Stores;

namespace XBot.App.Doctor;

/// <summary>Does the daemon make progress? A process that is there is no proof; rounds that complete are.</summary>
internal sealed class CycleCheck : IHealthCheck
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    // Each step of the pipeline may take minutes before the daemon is ended for it; all of them together, on a slow site with doubts to look at, hardly this long.
    internal static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan LongWithoutSuccess = TimeSpan.FromHours(1);

    public string Name => "cycle";

    public async Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        if (patient.Store is not { } store || patient.Heartbeat is not { } beat)
            return Finding.Warn("no round was ever recorded", "'./xbot daemon' runs rounds; './xbot logs' shows what it does");
        var last = $"last heartbeat {Times.Ago(beat.At, patient.Now)} with {beat.Status ?? "no status"}";
        if (!patient.Daemon.Running)
            return Finding.Warn($"{last}; no daemon runs now", "./xbot daemon");
        var overdue = patient.Now - Awaited(beat, patient);
        if (overdue > LongestRound)
        {
            return await HasJustWokenAsync(store, beat, patient, ct)
                ? Finding.Warn($"{last}; the machine slept since, and the round after it is at work", "nothing to do yet: ask again in some minutes")
                : Finding.Fail($"{last}, and the daemon is still there: it hangs", "restart the daemon; './xbot logs' shows where it stopped");
        }

        if (patient.Daemon.Since > beat.At)
            return Finding.Warn($"{last}; the daemon began {Times.Ago(patient.Daemon.Since.Value, patient.Now)}, and its first round is at work", "nothing to do yet: ask again in some minutes");
        if (overdue > Late)
            return Finding.Warn($"{last}; the next round should have begun {Times.Ago(patient.Now - overdue, patient.Now)}: it is long at work, or hangs", "ask again in some minutes; './xbot logs' shows what it does");
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

    /// <summary>When the next round was to begin, in the daemon's own words; without them after the longest sleep. The first one of a daemon that is younger: with it.</summary>
    private static DateTimeOffset Awaited(LastHeartbeat beat, Patient patient) => patient.Daemon.Since is { } began && began > beat.At ? began :
        beat.Detail("next_wake_at") is { } said && DateTimeOffset.TryParse(said, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : beat.At + patient.Settings.MaxSleep;

    /// <summary>The daemon notes a sleep of the machine when its next round begins, a second after the waking.</summary>
    private static async Task<bool> HasJustWokenAsync(IRunnerStore store, LastHeartbeat beat, Patient patient, CancellationToken ct) =>
        await store.Events.LatestAsync(EventTypes.SleepDetected, ct) is { } slept && slept.At >= beat.At && patient.Now - slept.At <= LongestRound;
}
