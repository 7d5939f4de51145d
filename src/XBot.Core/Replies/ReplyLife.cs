using System.Text.Json.Nodes;
using XBot.Core.Events;

namespace XBot.Core.Replies;

/// <summary>
/// The life of a reply as data. Every step is made here, and a step that the table does not hold is a programming error.
/// <code>
/// DRAFTED   → APPROVED (a person, or auto)  REJECTED (a person)  EXPIRED (time)
/// APPROVED  → SENDING (claim, in the store) REJECTED (a person)  EXPIRED (time)
/// SENDING   → CLICKING (commit before the click)  NOT_SENT (stopped or crashed before the click)  FAILED (the target takes no reply)
/// CLICKING  → CONFIRMED (X's answer)  FAILED, NOT_SENT (X's refusal of our own request)  UNKNOWN (anything else, a crash too)
/// NOT_SENT  → APPROVED (while fresh)  EXPIRED
/// UNKNOWN   → CONFIRMED (seen)  NEEDS_HUMAN (patience spent)
/// NEEDS_HUMAN → CONFIRMED, FAILED (a person)
/// </code>
/// </summary>
public static class ReplyLife
{
    private static readonly Dictionary<ReplyState, ReplyState[]> Table = new()
    {
        [ReplyState.Drafted] = [ReplyState.Approved, ReplyState.Rejected, ReplyState.Expired],
        [ReplyState.Approved] = [ReplyState.Sending, ReplyState.Rejected, ReplyState.Expired],
        [ReplyState.Sending] = [ReplyState.Clicking, ReplyState.NotSent, ReplyState.Failed],
        [ReplyState.Clicking] = [ReplyState.Confirmed, ReplyState.Failed, ReplyState.NotSent, ReplyState.Unknown],
        [ReplyState.NotSent] = [ReplyState.Approved, ReplyState.Expired],
        [ReplyState.Unknown] = [ReplyState.Confirmed, ReplyState.NeedsHuman],
        [ReplyState.NeedsHuman] = [ReplyState.Confirmed, ReplyState.Failed],
    };

    /// <summary>Whether the table holds that step.</summary>
    public static bool Allows(ReplyState from, ReplyState to) => Table.TryGetValue(from, out var next) && next.Contains(to);

    /// <summary>Nothing leads out of it.</summary>
    public static bool IsFinal(ReplyState state) => !Table.ContainsKey(state);

    public static ReplyTransition Approve(Reply reply, string by, DateTimeOffset at) =>
        Step(reply, ReplyState.Approved, at) with { ApprovedBy = by };

    public static ReplyTransition Reject(Reply reply, string by, DateTimeOffset at) =>
        Step(reply, ReplyState.Rejected, at) with { Note = $"rejected by {by}" };

    public static ReplyTransition Expire(Reply reply, DateTimeOffset at) =>
        Step(reply, ReplyState.Expired, at) with { Note = "its time ran out before it was sent" };

    /// <summary>The durable intent, directly before the click. The lease stays.</summary>
    public static ReplyTransition CommitClick(Reply reply, DateTimeOffset at) =>
        Step(reply, ReplyState.Clicking, at) with { KeepLease = true, ClickedAt = at };

    /// <summary>Nothing was clicked: it goes back to wait for another try.</summary>
    public static ReplyTransition Release(Reply reply, string why, DateTimeOffset at) =>
        Step(reply, ReplyState.NotSent, at) with { Note = why };

    /// <summary>A reply that was not sent may go out again while it is fresh.</summary>
    public static ReplyTransition Requeue(Reply reply, DateTimeOffset at) => Step(reply, ReplyState.Approved, at);

    /// <summary>The target takes no reply; nothing was clicked.</summary>
    public static ReplyTransition GiveUp(Reply reply, string why, DateTimeOffset at) =>
        Step(reply, ReplyState.Failed, at) with { Note = why, Events = [Failed(reply, null, why, at)] };

    /// <param name="evidence">create_tweet_response, seen_on_profile, seen_in_conversation or person:NAME.</param>
    public static ReplyTransition Confirm(Reply reply, string tweetId, string evidence, DateTimeOffset at) =>
        Step(reply, ReplyState.Confirmed, at) with
        {
            TweetId = tweetId,
            Evidence = evidence,
            Events =
            [
                new RunnerEvent(EventTypes.PostSuccess, EventSeverity.Info, About(reply, json =>
                {
                    json["tweet_id"] = tweetId;
                    json["evidence"] = evidence;
                }), at),
            ],
        };

    /// <summary>X refused our own request. <paramref name="retry"/>: it may be tried again later.</summary>
    public static ReplyTransition Refuse(Reply reply, int code, string message, bool retry, DateTimeOffset at)
    {
        var why = $"X refused it with code {code}: {message}";
        return Step(reply, retry ? ReplyState.NotSent : ReplyState.Failed, at) with
        {
            RefusalCode = code,
            Note = why,
            ClearClickedAt = true,
            Events = [Failed(reply, code, why, at)],
        };
    }

    /// <summary>It may be on X: from here on only looking helps.</summary>
    public static ReplyTransition Doubt(Reply reply, string why, DateTimeOffset at) =>
        Step(reply, ReplyState.Unknown, at) with
        {
            Note = why,
            Events = [new RunnerEvent(EventTypes.PostUnknown, EventSeverity.Warning, About(reply, json => json["reason"] = why), at)],
        };

    public static ReplyTransition AskPerson(Reply reply, string why, DateTimeOffset at) =>
        Step(reply, ReplyState.NeedsHuman, at) with
        {
            Note = why,
            Events = [new RunnerEvent(EventTypes.NeedsHuman, EventSeverity.Error, About(reply, json => json["reason"] = why), at)],
        };

    private static RunnerEvent Failed(Reply reply, int? code, string why, DateTimeOffset at) =>
        new(EventTypes.PostFailed, EventSeverity.Warning, About(reply, json =>
        {
            json["code"] = code;
            json["reason"] = why;
        }), at);

    private static ReplyTransition Step(Reply reply, ReplyState to, DateTimeOffset at) =>
        Allows(reply.State, to)
            ? new ReplyTransition { ReplyId = reply.Id, From = reply.State, To = to, At = at, HeldToken = reply.Lease?.Token }
            : throw new InvalidOperationException($"No step leads from {reply.State.Name()} to {to.Name()}.");

    private static JsonObject About(Reply reply, Action<JsonObject> more)
    {
        var json = new JsonObject
        {
            ["reply_id"] = reply.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["target_id"] = reply.TargetId,
            ["target_author"] = reply.TargetAuthor,
            ["account_id"] = reply.Account.AccountId,
        };
        more(json);
        return json;
    }
}
