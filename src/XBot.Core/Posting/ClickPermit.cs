namespace XBot.Core.Posting;

/// <summary>Leave to click once, for one reply, until a deadline. Made by <see cref="PostingGate"/> alone.</summary>
public sealed class ClickPermit
{
    private int _used;

    internal ClickPermit(long replyId, DateTimeOffset until, long accountToken)
    {
        ReplyId = replyId;
        Until = until;
        AccountToken = accountToken;
    }

    public long ReplyId { get; }

    /// <summary>No click after this, wall clock: the lease on the reply or the one on the account, whichever ends first.</summary>
    public DateTimeOffset Until { get; }

    /// <summary>The fence of the account: CLICKING is committed only while it is still the account's.</summary>
    public long AccountToken { get; }

    /// <summary>Uses the permit up. True for the first caller, false for ever after.</summary>
    public bool TryUse() => Interlocked.Exchange(ref _used, 1) == 0;
}
