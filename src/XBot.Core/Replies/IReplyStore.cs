using XBot.Core.Posts;

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
    /// <param name="passOver">Never one of these, by id.</param>
    Task<Reply?> ClaimAsync(AccountKey account, Lease lease, DateTimeOffset now, IReadOnlyCollection<long> passOver, CancellationToken ct);

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
/// <param name="Born">When X took it, by X's own clock (<see cref="BornOf"/>); null where that is not known.</param>
public sealed record SentReply(long ReplyId, string TargetAuthor, string Text, ReplyState State, DateTimeOffset At, DateTimeOffset? Born = null)
{
    /// <summary>X's clock stands in the ids that it gives. Null unless <paramref name="tweetId"/> is one, and later than the target that it answers.</summary>
    public static DateTimeOffset? BornOf(string? tweetId, string targetId) =>
        tweetId is not null && Snowflake.TimeOf(tweetId) is { } born && Snowflake.TimeOf(targetId) is { } target && born > target ? born : null;

    /// <summary>When it went out. A click of the future was dated by a clock that ran ahead then, or one that is behind now: X's word counts instead, and without one it is as just sent.</summary>
    public DateTimeOffset Sent(DateTimeOffset now) => At <= now ? At : Born is { } born && born <= now ? born : now;
}
