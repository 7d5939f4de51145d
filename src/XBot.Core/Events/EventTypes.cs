namespace XBot.Core.Events;

/// <summary>The closed list of <c>event_type</c>; docs/events.md says for each who writes it, when, and its data.</summary>
public static class EventTypes
{
    public const string Heartbeat = "RUNNER_DAEMON_HEARTBEAT";
    public const string NoActivity = "ALERT_NO_ACTIVITY";
    public const string PostSuccess = "POST_SUCCESS";
    public const string PostFailed = "POST_FAILED";
    public const string PostUnknown = "POST_UNKNOWN";
    public const string NeedsHuman = "POST_NEEDS_HUMAN";
    public const string RunnerAlert = "RUNNER_ALERT";
    public const string DaemonStarted = "RUNNER_DAEMON_STARTED";
    public const string DaemonStopped = "RUNNER_DAEMON_STOPPED";
    public const string SessionChanged = "SESSION_CHANGED";
    public const string ChromeStarted = "CHROME_STARTED";
    public const string ChromeLost = "CHROME_LOST";
    public const string ChromeRecycled = "CHROME_RECYCLED";
    public const string SleepDetected = "SLEEP_DETECTED";
    public const string ClockSetBack = "CLOCK_SET_BACK";
    public const string PostingFrozen = "POSTING_FROZEN";
    public const string PostingHeld = "POSTING_HELD";
    public const string PostingResumed = "POSTING_RESUMED";
    public const string RunnerPaused = "RUNNER_PAUSED";
    public const string RunnerResumed = "RUNNER_RESUMED";
    public const string AccountBound = "ACCOUNT_BOUND";
    public const string AccountLeaseTaken = "ACCOUNT_LEASE_TAKEN";
    public const string AccountLeaseReleased = "ACCOUNT_LEASE_RELEASED";
    public const string AccountLeaseLost = "ACCOUNT_LEASE_LOST";
    public const string DomDrift = "DOM_DRIFT";
    public const string HarvestDone = "HARVEST_DONE";
    public const string PipelineError = "PIPELINE_ERROR";
    public const string RepliesReread = "RECENT_REPLIES_READ";
    public const string ReplyEdited = "REPLY_EDITED";
    public const string DraftRefused = "DRAFT_REFUSED";
    public const string WriterFailed = "WRITER_FAILED";
    public const string RulesAccepted = "RULES_ACCEPTED";
}
