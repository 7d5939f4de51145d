using XBot.App.Running;
using XBot.Core.Daemon;
using XBot.Core.Events;
using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.Sql;

namespace XBot.App.Reports;

/// <summary>Puts the status together from what is on disk: the lock, the STOP file and the store. Asks the daemon nothing, so it works without one.</summary>
internal static class StatusReader
{
    public static async Task<StatusReport> ReadAsync(RunnerSettings settings, DateTimeOffset now, CancellationToken ct)
    {
        var daemon = DaemonProbe.Look(settings.ProfileDir);
        var starts = StartRow.Read(settings.ProfileDir, daemon, now);
        var report = new StatusReport
        {
            Runner = daemon.Running ? "running" : "stopped",
            Pid = daemon.Pid,
            Mode = HeartbeatStep.ModeName(settings.ReplyMode),
            Paused = new StopFile(settings.ProfileDir).Exists,
            FailedStarts = starts.Failed,
            NextStartAt = Times.Iso(starts.NextAt),
            RunnerId = settings.RunnerId,
            Profile = settings.ProfileDir,
        };
        await using var store = await StoreOpener.OpenForReadingAsync(settings.DatabaseUrl, settings.ProfileDir, settings.RunnerId, ct);
        if (store is null)
            return report;

        var account = BoundAccount.Peek(settings, TimeProvider.System);
        var freeze = await new PostingFreeze(store, () => account).ReadAsync(ct);
        var queue = await store.Replies.CountAsync(account, ct);
        var posted = await store.Events.LatestAsync(EventTypes.PostSuccess, ct);
        report = report with
        {
            Frozen = freeze is not null,
            FrozenReason = freeze?.Reason,
            LastPostSuccess = Times.Iso(posted?.At),
            Queue = queue.OrderBy(entry => entry.Key).ToDictionary(entry => entry.Key.Name(), entry => entry.Value),
            Store = store.Description,
        };
        return await LastHeartbeat.ReadAsync(store, ct) is { } beat ? With(report, beat, daemon.Running && !(daemon.Since > beat.At)) : report;
    }

    /// <param name="alive">Whoever wrote the heartbeat still runs.</param>
    private static StatusReport With(StatusReport report, LastHeartbeat beat, bool alive) => report with
    {
        RunnerId = beat.RunnerId,
        Mode = beat.Detail("mode") ?? report.Mode,
        Session = beat.Detail("session"),
        Handle = beat.Detail("handle"),
        LastHeartbeat = Times.Iso(beat.At),
        LastStatus = beat.Status,
        LastError = beat.Error,
        ConsecutiveFailures = beat.ConsecutiveFailures,
        // Nobody watches the browser of a runner that stopped, and nothing will wake; one that just began has not looked yet.
        Browser = alive ? beat.Detail("browser") ?? report.Browser : report.Browser,
        NextWakeAt = alive ? Times.Iso(Times.Parse(beat.Detail("next_wake_at"))) : null,
    };
}
