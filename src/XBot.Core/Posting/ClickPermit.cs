namespace XBot.Core.Posting;

/// <summary>Leave to click once, for one reply, until a deadline. Made by <see cref="PostingGate"/> alone.</summary>
public sealed class ClickPermit
{
    private int _used;

    internal ClickPermit(long replyId, DateTimeOffset until)
    {
        ReplyId = replyId;
        Until = until;
    }

    public long ReplyId { get; }

    /// <summary>No click after this, wall clock.</summary>
    public DateTimeOffset Until { get; }

    /// <summary>Uses the permit up. True for the first caller, false for ever after.</summary>
    public bool TryUse() => Interlocked.Exchange(ref _used, 1) == 0;
}
