namespace XBot.Core.Posting;

/// <summary>Leave to click once, for one reply, until a deadline. Made by <see cref="PostingGate"/> alone.</summary>
public sealed class ClickPermit
{
    internal ClickPermit(long replyId, DateTimeOffset until)
    {
        ReplyId = replyId;
        Until = until;
    }

    public long ReplyId { get; }

    /// <summary>No click after this, wall clock.</summary>
    public DateTimeOffset Until { get; }
}
