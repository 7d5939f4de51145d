using System.Collections.Frozen;

namespace XBot.Core.Replies;

/// <summary>Who moves a reply on.</summary>
public enum ReplyMover
{
    /// <summary>Somebody at the command line: <c>xbot queue …</c>.</summary>
    Person,
    /// <summary>Whatever REPLY_WRITER names.</summary>
    Writer,
    /// <summary>REPLY_MODE=auto: the draft is stored approved.</summary>
    AutoMode,
    /// <summary>The step of the run that sends.</summary>
    Sender,
    /// <summary>The step that takes over what a dead run left.</summary>
    Recovery,
    /// <summary>The step that looks a doubt up on X.</summary>
    Reconciliation,
    /// <summary>Time: the step that expires and requeues.</summary>
    Clock,
}

/// <summary>One arrow of a reply's life: what happens, and who makes it happen.</summary>
/// <param name="On">The event, in words: <c>claim</c>, <c>X's answer carries the id</c>.</param>
public sealed record ReplyMove(ReplyState From, ReplyState To, string On, ReplyMover By);

/// <summary>How a reply comes to be: complete, in one step.</summary>
public sealed record ReplyBirth(ReplyState State, string On, ReplyMover By);

/// <summary>
/// The arrows of a reply's life, all of them. <see cref="ReplyLife"/> makes no other step, the store applies no other, and docs/post-lifecycle.md
/// is drawn from this table.
/// </summary>
public static class ReplyMoves
{
    /// <summary>The beginnings.</summary>
    public static IReadOnlyList<ReplyBirth> Births { get; } =
    [
        new(ReplyState.Drafted, "drafted", ReplyMover.Writer),
        new(ReplyState.Approved, "drafted in auto mode", ReplyMover.AutoMode),
        new(ReplyState.Approved, "written by a person", ReplyMover.Person),
    ];

    /// <summary>In the order of a reply's way.</summary>
    public static IReadOnlyList<ReplyMove> All { get; } =
    [
        new(ReplyState.Drafted, ReplyState.Approved, "approve", ReplyMover.Person),
        new(ReplyState.Drafted, ReplyState.Drafted, "edit", ReplyMover.Person),
        new(ReplyState.Drafted, ReplyState.Rejected, "reject", ReplyMover.Person),
        new(ReplyState.Drafted, ReplyState.Expired, "too old", ReplyMover.Clock),
        new(ReplyState.Approved, ReplyState.Sending, "claim", ReplyMover.Sender),
        new(ReplyState.Approved, ReplyState.Approved, "edit", ReplyMover.Person),
        new(ReplyState.Approved, ReplyState.Rejected, "reject", ReplyMover.Person),
        new(ReplyState.Approved, ReplyState.Expired, "too old", ReplyMover.Clock),
        new(ReplyState.Sending, ReplyState.Clicking, "commit, directly before the click", ReplyMover.Sender),
        new(ReplyState.Sending, ReplyState.NotSent, "stopped before the click", ReplyMover.Sender),
        new(ReplyState.Sending, ReplyState.NotSent, "found after a crash", ReplyMover.Recovery),
        new(ReplyState.Sending, ReplyState.Failed, "the target takes none, the gate says never, or no page to write on", ReplyMover.Sender),
        new(ReplyState.Clicking, ReplyState.Confirmed, "X's answer carries the id", ReplyMover.Sender),
        new(ReplyState.Clicking, ReplyState.Failed, "X refuses our request for good", ReplyMover.Sender),
        new(ReplyState.Clicking, ReplyState.NotSent, "X refuses our request for now", ReplyMover.Sender),
        new(ReplyState.Clicking, ReplyState.Unknown, "any other end", ReplyMover.Sender),
        new(ReplyState.Clicking, ReplyState.Unknown, "found after a crash", ReplyMover.Recovery),
        new(ReplyState.NotSent, ReplyState.Approved, "still fresh", ReplyMover.Clock),
        new(ReplyState.NotSent, ReplyState.NotSent, "edit", ReplyMover.Person),
        new(ReplyState.NotSent, ReplyState.Rejected, "reject", ReplyMover.Person),
        new(ReplyState.NotSent, ReplyState.Expired, "too old", ReplyMover.Clock),
        new(ReplyState.Drafted, ReplyState.Confirmed, "found on X after the store was changed", ReplyMover.Reconciliation),
        new(ReplyState.Approved, ReplyState.Confirmed, "found on X after the store was changed", ReplyMover.Reconciliation),
        new(ReplyState.NotSent, ReplyState.Confirmed, "found on X after the store was changed", ReplyMover.Reconciliation),
        new(ReplyState.Unknown, ReplyState.Confirmed, "seen on X", ReplyMover.Reconciliation),
        new(ReplyState.Unknown, ReplyState.Confirmed, "X's answer carries the id, and another run took over meanwhile", ReplyMover.Sender),
        new(ReplyState.Unknown, ReplyState.NeedsHuman, "patience spent", ReplyMover.Reconciliation),
        new(ReplyState.NeedsHuman, ReplyState.Confirmed, "settled as sent", ReplyMover.Person),
        new(ReplyState.NeedsHuman, ReplyState.Confirmed, "X's answer carries the id, and another run took over meanwhile", ReplyMover.Sender),
        new(ReplyState.NeedsHuman, ReplyState.Failed, "settled as not sent", ReplyMover.Person),
    ];

    private static readonly FrozenSet<(ReplyState From, ReplyState To)> Arrows = All.Select(move => (move.From, move.To)).ToFrozenSet();

    private static readonly FrozenSet<ReplyState> Leavable = All.Select(move => move.From).ToFrozenSet();

    /// <summary>Whether the table holds an arrow between these two.</summary>
    public static bool Allow(ReplyState from, ReplyState to) => Arrows.Contains((from, to));

    /// <summary>Nothing leads out of it.</summary>
    public static bool IsFinal(ReplyState state) => !Leavable.Contains(state);

    /// <summary>What a crash of the runner at that moment leaves, and what becomes of it at the next start; one sentence.</summary>
    public static string AfterCrash(ReplyState state) => state switch
    {
        ReplyState.Drafted or ReplyState.Approved => "stays as it is: nothing had begun",
        ReplyState.Sending => "nothing was clicked: the page is closed and the reply becomes NOT_SENT",
        ReplyState.Clicking => "the click may have happened: the page is closed and the reply becomes UNKNOWN, never a retry",
        ReplyState.NotSent => "stays as it is: it waits for its next try",
        ReplyState.Unknown => "stays in doubt: looking goes on with the patience that was left",
        ReplyState.NeedsHuman => "stays: it waits for a person",
        _ => "stays: it is over",
    };
}
