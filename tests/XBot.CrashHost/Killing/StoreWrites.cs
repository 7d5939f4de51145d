using XBot.Core.Replies;

namespace XBot.CrashHost.Killing;

/// <summary>The writes of a daemon by name: points are named after them, and each can be made to fail.</summary>
public static class StoreWrites
{
    public const string Claim = "claim";
    public const string Intent = "intent";
    public const string Record = "record";
    public const string Doubt = "doubt";
    public const string Sighting = "sighting";
    public const string Surrender = "surrender";
    public const string Release = "release-reply";
    public const string Requeue = "requeue";
    public const string Heartbeat = "heartbeat";
    public const string Event = "event";
    public const string Plan = "plan";
    public const string Fact = "fact";

    /// <param name="submitted">The click was handed to the composer in this process: what follows is its outcome, not a crash's.</param>
    public static string Of(ReplyTransition step, bool submitted) => (step.From, step.To) switch
    {
        (ReplyState.Sending, ReplyState.Clicking) => Intent,
        (ReplyState.Clicking, _) when submitted => Record,
        (ReplyState.Clicking, ReplyState.Unknown) => Doubt,
        (ReplyState.Unknown, ReplyState.Confirmed) => Sighting,
        (ReplyState.Unknown, ReplyState.NeedsHuman) => Surrender,
        (ReplyState.NotSent, ReplyState.Approved) => Requeue,
        (ReplyState.Sending, _) => Release,
        _ => "other",
    };
}
