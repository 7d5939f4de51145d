using XBot.Core.Events;
using XBot.Core.Settings;

namespace XBot.Core.Retention;

/// <summary>What is forgotten, and when (docs/operations.md). Replies, opt-outs, plans and facts never are: caps, one reply a post and the evidence stand on them.</summary>
public static class RetentionPolicy
{
    /// <summary>Many a day: kept for HEARTBEAT_RETENTION_DAYS.</summary>
    public static IReadOnlyList<string> Frequent { get; } = [EventTypes.Heartbeat, EventTypes.HarvestDone];

    /// <summary>What happened to the runner: kept for EVENT_RETENTION_DAYS.</summary>
    public static IReadOnlyList<string> Ordinary { get; } =
    [
        EventTypes.NoActivity, EventTypes.RunnerAlert, EventTypes.DaemonStarted, EventTypes.DaemonStopped, EventTypes.SessionChanged, EventTypes.ChromeStarted,
        EventTypes.ChromeLost, EventTypes.ChromeRecycled, EventTypes.SleepDetected, EventTypes.ClockSetBack, EventTypes.PostingHeld, EventTypes.RunnerPaused,
        EventTypes.RunnerResumed, EventTypes.AccountLeaseTaken, EventTypes.AccountLeaseReleased, EventTypes.AccountLeaseLost, EventTypes.DomDrift,
        EventTypes.PipelineError, EventTypes.DraftRefused, EventTypes.WriterFailed,
    ];

    /// <summary>What was posted, what became of it and who decided: kept for ever.</summary>
    public static IReadOnlyList<string> Evidence { get; } =
    [
        EventTypes.PostSuccess, EventTypes.PostFailed, EventTypes.PostUnknown, EventTypes.NeedsHuman, EventTypes.PostingFrozen, EventTypes.PostingResumed,
        EventTypes.RepliesReread, EventTypes.ReplyEdited, EventTypes.RulesAccepted, EventTypes.AccountBound,
    ];

    /// <summary>For each type that is not kept for ever, the time before which its events go.</summary>
    public static IEnumerable<(string Type, DateTimeOffset Before)> CutsAt(DateTimeOffset now, RunnerSettings settings) =>
        Frequent.Select(type => (type, now - settings.KeepHeartbeats)).Concat(Ordinary.Select(type => (type, now - settings.KeepEvents)));

    /// <summary>The time before which a candidate was last seen that goes. Never one that may still be answered.</summary>
    public static DateTimeOffset CandidatesAt(DateTimeOffset now, RunnerSettings settings)
    {
        var answerable = settings.MaxPostAge + settings.DraftExpiry;
        return now - (answerable > settings.KeepHeartbeats ? answerable : settings.KeepHeartbeats);
    }
}
