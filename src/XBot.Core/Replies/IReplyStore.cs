namespace XBot.Core.Replies;

public interface IReplyStore
{
    /// <summary>Adds the draft; null when this account has a reply for that target already, whatever its state.</summary>
    Task<Reply?> AddAsync(NewReply draft, CancellationToken ct);

    Task<Reply?> FindAsync(long id, CancellationToken ct);

    /// <summary>Best score first, then oldest.</summary>
    Task<IReadOnlyList<Reply>> ListAsync(ReplyQuery query, CancellationToken ct);

    /// <summary>Replies by state; absent states are absent.</summary>
    /// <param name="account">Only this account's; null for all.</param>
    Task<IReadOnlyDictionary<ReplyState, int>> CountAsync(AccountKey? account, CancellationToken ct);

    /// <summary>Takes the best APPROVED reply of the account that has not expired at <paramref name="now"/>, makes it SENDING under the lease, and returns it; null when there is none. Two callers never get the same row.</summary>
    Task<Reply?> ClaimAsync(AccountKey account, Lease lease, DateTimeOffset now, CancellationToken ct);

    /// <summary>
    /// Compare-and-set: applies the whole transition (row, events, the day's growth_execution when it ends in CONFIRMED) in one
    /// transaction, only while the row is in <see cref="ReplyTransition.From"/> and held by <see cref="ReplyTransition.HeldToken"/>. False when it moved on.
    /// A step to CLICKING also needs the lease's deadline to lie after <see cref="ReplyTransition.At"/>: whoever is late may record what happened, but not begin.
    /// </summary>
    Task<bool> TryApplyAsync(ReplyTransition transition, CancellationToken ct);

    /// <summary>What counts against caps and cooldowns since then: each reply that is out or may be out, and each that is on its way.</summary>
    Task<IReadOnlyList<SentReply>> SentSinceAsync(AccountKey account, DateTimeOffset since, CancellationToken ct);

    /// <summary>Target ids, of those given, that have a reply of this account.</summary>
    Task<IReadOnlySet<string>> KnownTargetsAsync(AccountKey account, IReadOnlyCollection<string> targetIds, CancellationToken ct);
}

/// <param name="States">Only these; null for all.</param>
/// <param name="Account">Only this account's; null for all.</param>
public sealed record ReplyQuery(IReadOnlyList<ReplyState>? States = null, AccountKey? Account = null, int Limit = 500);

/// <param name="At">The click's time; for one on its way, when it was claimed.</param>
/// <param name="Text">Our text, for the check against repetition.</param>
public sealed record SentReply(long ReplyId, string TargetAuthor, string Text, ReplyState State, DateTimeOffset At);
