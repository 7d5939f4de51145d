using XBot.Core.Replies;
using XBot.Core.Stores;

namespace XBot.Testing.Stores;

internal sealed class MemoryReplyStore(MemoryTables tables, string runnerId) : IReplyStore
{
    private static readonly HashSet<ReplyState> Counting =
        [ReplyState.Sending, ReplyState.Clicking, ReplyState.Confirmed, ReplyState.Unknown, ReplyState.NeedsHuman];

    public Task<Reply?> AddAsync(NewReply draft, CancellationToken ct) => tables.Run(() =>
    {
        if (tables.Replies.Exists(row => row.Reply.Account == draft.Account && row.Reply.TargetId == draft.Target.Id))
            return null;
        var at = StoredTime.Truncate(draft.At);
        var reply = new Reply
        {
            Id = tables.Replies.Count + 1,
            Account = draft.Account,
            TargetId = draft.Target.Id,
            TargetAuthor = draft.Target.AuthorHandle,
            TargetText = draft.Target.Text,
            TargetTextSource = draft.Target.TextSource,
            TargetPostedAt = StoredTime.Truncate(draft.Target.PostedAt),
            State = draft.State,
            ApprovedBy = draft.ApprovedBy,
            Text = draft.Text,
            Score = draft.Score,
            Reason = draft.Reason,
            ExpiresAt = StoredTime.Truncate(draft.ExpiresAt),
            CreatedAt = at,
            UpdatedAt = at,
        };
        tables.Replies.Add(new MemoryTables.ReplyRow(reply));
        return reply;
    }, ct);

    public Task<Reply?> FindAsync(long id, CancellationToken ct) => tables.Run(() => Row(id)?.Reply, ct);

    public Task<IReadOnlyList<Reply>> ListAsync(ReplyQuery query, CancellationToken ct) => tables.Run<IReadOnlyList<Reply>>(() =>
        [.. tables.Replies.Select(row => row.Reply)
            .Where(reply => query.States?.Contains(reply.State) ?? true)
            .Where(reply => query.Account is null || reply.Account == query.Account)
            .OrderByDescending(reply => reply.Score).ThenBy(reply => reply.Id)
            .Take(query.Limit)], ct);

    public Task<IReadOnlyDictionary<ReplyState, int>> CountAsync(AccountKey? account, CancellationToken ct) => tables.Run<IReadOnlyDictionary<ReplyState, int>>(() =>
        tables.Replies.Where(row => account is null || row.Reply.Account == account).GroupBy(row => row.Reply.State).ToDictionary(group => group.Key, group => group.Count()), ct);

    public Task<Reply?> ClaimAsync(AccountKey account, Lease lease, DateTimeOffset now, IReadOnlyCollection<long> passOver, CancellationToken ct) => tables.Run(() =>
    {
        var at = StoredTime.Truncate(now);
        var row = tables.Replies
            .Where(row => row.Reply.Account == account && row.Reply.State == ReplyState.Approved && row.Reply.ExpiresAt > at && !passOver.Contains(row.Reply.Id))
            .OrderByDescending(row => row.Reply.Score).ThenBy(row => row.Reply.Id)
            .FirstOrDefault();
        if (row is null)
            return null;
        row.ClaimedAt = at;
        var held = lease with { Until = StoredTime.Truncate(lease.Until) };
        return row.Reply = row.Reply with { State = ReplyState.Sending, Lease = held, UpdatedAt = at };
    }, ct);

    public Task<bool> TryApplyAsync(ReplyTransition transition, CancellationToken ct) => tables.Run(() =>
    {
        if (Row(transition.ReplyId) is not { } row || !Fits(row.Reply, transition) || !Fenced(row.Reply, transition.AccountToken))
            return false;
        row.Reply = Moved(row.Reply, transition);
        if (transition.To == ReplyState.Confirmed)
            tables.Executions[DateOnly.FromDateTime(transition.At.UtcDateTime)] = row.Reply.UpdatedAt;
        return tables.Append(runnerId, transition.Events);
    }, ct);

    public Task<IReadOnlyList<SentReply>> SentSinceAsync(AccountKey account, DateTimeOffset since, CancellationToken ct) =>
        tables.Run<IReadOnlyList<SentReply>>(() =>
            [.. tables.Replies
                .Where(row => row.Reply.Account == account && Counting.Contains(row.Reply.State) && row.SentAt >= StoredTime.Truncate(since))
                .OrderByDescending(row => row.SentAt)
                .Select(row => new SentReply(row.Reply.Id, row.Reply.TargetAuthor, row.Reply.Text, row.Reply.State, row.SentAt, SentReply.BornOf(row.Reply.TweetId, row.Reply.TargetId)))], ct);

    public Task<IReadOnlySet<string>> KnownTargetsAsync(AccountKey account, IReadOnlyCollection<string> targetIds, CancellationToken ct) =>
        tables.Run<IReadOnlySet<string>>(() => tables.Replies
            .Where(row => row.Reply.Account == account && targetIds.Contains(row.Reply.TargetId))
            .Select(row => row.Reply.TargetId).ToHashSet(), ct);

    private MemoryTables.ReplyRow? Row(long id) => tables.Replies.Find(row => row.Reply.Id == id);

    private bool Fenced(Reply reply, long? token) =>
        token is null || (tables.Leases.GetValueOrDefault(reply.Account) is { } lease && lease.Token == token && lease.Owner is not null && lease.Until > tables.Now);

    private static bool Fits(Reply reply, ReplyTransition move)
    {
        var at = StoredTime.Truncate(move.At);
        var held = move.HeldToken is null ? reply.Lease is null || reply.Lease.Until <= at : reply.Lease?.Token == move.HeldToken;
        return reply.State == move.From && held && (move.SeenText is null || move.SeenText == reply.Text) && (move.To != ReplyState.Clicking || reply.Lease?.Until > at);
    }

    private static Reply Moved(Reply reply, ReplyTransition move) => reply with
    {
        State = move.To,
        UpdatedAt = StoredTime.Truncate(move.At),
        Text = move.Text ?? reply.Text,
        ApprovedBy = move.ApprovedBy ?? reply.ApprovedBy,
        ClickedAt = move.ClearClickedAt ? null : move.ClickedAt is { } clicked ? StoredTime.Truncate(clicked) : reply.ClickedAt,
        TweetId = move.TweetId ?? reply.TweetId,
        Evidence = move.Evidence ?? reply.Evidence,
        RefusalCode = move.RefusalCode ?? reply.RefusalCode,
        Note = move.Note ?? reply.Note,
        ExpiresAt = move.ExpiresAt is { } expires ? StoredTime.Truncate(expires) : reply.ExpiresAt,
        Lease = move.KeepLease ? reply.Lease : null,
    };
}
