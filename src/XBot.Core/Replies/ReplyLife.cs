using System.Text.Json.Nodes;
using XBot.Core.Events;
using XBot.Core.Posting;

namespace XBot.Core.Replies;

/// <summary>
/// Makes the steps of a reply's life, each with the events that belong in its transaction. What leads where stands in
/// <see cref="ReplyMoves"/>; a step that it does not hold is a programming error.
/// </summary>
public static class ReplyLife
{
    /// <summary>What is approved is the text that <paramref name="reply"/> holds.</summary>
    public static ReplyTransition Approve(Reply reply, string by, DateTimeOffset at) =>
        Step(reply, ReplyState.Approved, at) with { ApprovedBy = by, SeenText = reply.Text };

    /// <summary>Another text in the same state. What was approved is approved with it, by whoever wrote it.</summary>
    public static ReplyTransition Edit(Reply reply, string text, string by, DateTimeOffset at) =>
        Step(reply, reply.State, at) with
        {
            Text = text,
            SeenText = reply.Text,
            ApprovedBy = reply.ApprovedBy is null ? null : by,
            Note = $"edited by {by}",
            Events =
            [
                new RunnerEvent(EventTypes.ReplyEdited, EventSeverity.Info, About(reply, json =>
                {
                    json["by"] = by;
                    json["before"] = reply.Text;
                    json["after"] = text;
                }), at),
            ],
        };

    public static ReplyTransition Reject(Reply reply, string by, DateTimeOffset at) =>
        Step(reply, ReplyState.Rejected, at) with { Note = $"rejected by {by}" };

    /// <summary>What a person approved does not go in silence: they count on it. A draft, or what the mode approved, does.</summary>
    public static ReplyTransition Expire(Reply reply, DateTimeOffset at) =>
        Step(reply, ReplyState.Expired, at) with
        {
            Note = RanOut,
            Events = reply.ApprovedBy is null or ReplyApproval.Auto ? [] : [Failed(reply, null, RanOut, at)],
        };

    private const string RanOut = "its time ran out before it was sent";

    /// <summary>The durable intent, directly before the click. The lease stays.</summary>
    /// <param name="accountToken">The fence of the account: whoever lost it cannot begin.</param>
    public static ReplyTransition CommitClick(Reply reply, long accountToken, DateTimeOffset at) =>
        Step(reply, ReplyState.Clicking, at) with { KeepLease = true, ClickedAt = at, AccountToken = accountToken };

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

    /// <summary>A reply that the store did not know of, read on our own profile; <paramref name="at"/> is its own time there.</summary>
    public static ReplyTransition Found(Reply reply, string tweetId, string text, DateTimeOffset at) =>
        Confirm(reply, tweetId, "seen_on_profile", at) with { Text = text, ClickedAt = at, Note = "found on X after the store was changed" };

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

    private const string LeftByCrash = "a run ended after the click was allowed";

    /// <summary>A run of ours ended between the leave to click and the outcome.</summary>
    public static ReplyTransition DoubtAfterCrash(Reply reply, DateTimeOffset at) => Doubt(reply, LeftByCrash, at);

    /// <summary>It may be on X: from here on only looking helps.</summary>
    public static ReplyTransition Doubt(Reply reply, string why, DateTimeOffset at) =>
        Step(reply, ReplyState.Unknown, at) with
        {
            Note = why,
            Events = [new RunnerEvent(EventTypes.PostUnknown, EventSeverity.Warning, About(reply, json => json["reason"] = why), at)],
        };

    /// <summary>Whether a doubt, or what a person is asked about, was left by a crash of ours and not by the site.</summary>
    public static bool WasLeftByCrash(Reply reply) => reply.Note?.StartsWith(LeftByCrash, StringComparison.Ordinal) == true;

    public static ReplyTransition AskPerson(Reply reply, string why, DateTimeOffset at) =>
        Step(reply, ReplyState.NeedsHuman, at) with
        {
            Note = $"{reply.Note}; {why}",
            Events =
            [
                new RunnerEvent(EventTypes.NeedsHuman, EventSeverity.Error, About(reply, json =>
                {
                    json["reason"] = why;
                    json["doubt"] = reply.Note;
                    json["after_crash"] = WasLeftByCrash(reply);
                }), at),
            ],
        };

    /// <summary>A person looked on X, and the reply is not there.</summary>
    public static ReplyTransition SettleNotSent(Reply reply, string by, DateTimeOffset at) => GiveUp(reply, $"settled as not sent by {by}", at);

    private static RunnerEvent Failed(Reply reply, int? code, string why, DateTimeOffset at) =>
        new(EventTypes.PostFailed, EventSeverity.Warning, About(reply, json =>
        {
            json["code"] = code;
            json["reason"] = why;
        }), at);

    private static ReplyTransition Step(Reply reply, ReplyState to, DateTimeOffset at) =>
        ReplyMoves.Allow(reply.State, to)
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
