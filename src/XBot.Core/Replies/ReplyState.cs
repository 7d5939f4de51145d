namespace XBot.Core.Replies;

/// <summary>
/// The states of a reply. <see cref="ReplyMoves"/> holds the table of what leads where.
/// </summary>
public enum ReplyState
{
    /// <summary>Written, complete, waits for approval. Moved on by a person or by auto mode; expires.</summary>
    Drafted,
    /// <summary>May go out. Moved on by the sender's claim; expires.</summary>
    Approved,
    /// <summary>Work has begun, nothing was clicked. A crash leaves it here; recovery releases it.</summary>
    Sending,
    /// <summary>The click is allowed and may have happened. A crash leaves it here; recovery makes it UNKNOWN, never a retry.</summary>
    Clicking,
    /// <summary>Seen on X, with evidence. Final.</summary>
    Confirmed,
    /// <summary>Nothing was clicked, or X refused our own request. Goes back to APPROVED while it is fresh.</summary>
    NotSent,
    /// <summary>X refused it for good, with a code. Final.</summary>
    Failed,
    /// <summary>It may be on X. Only looking settles it.</summary>
    Unknown,
    /// <summary>Looking did not settle it: a person does.</summary>
    NeedsHuman,
    /// <summary>A person said no. Final.</summary>
    Rejected,
    /// <summary>Its time ran out before it was sent. Final.</summary>
    Expired,
}
