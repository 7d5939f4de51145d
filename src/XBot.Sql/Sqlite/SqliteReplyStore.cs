using System.Text.Json;
using Microsoft.Data.Sqlite;
using XBot.Core.Replies;

namespace XBot.Sql.Sqlite;

internal sealed class SqliteReplyStore(SqliteDatabase database, string runnerId) : IReplyStore
{
    public Task<Reply?> AddAsync(NewReply draft, CancellationToken ct) => database.WriteAsync(connection => connection.Query($"""
        INSERT INTO replies (origin, account_id, target_id, target_author, target_text, target_text_source, target_posted_at, state, text, score, reason, approved_by,
                             expires_at, created_at, updated_at, runner_id)
        VALUES ($origin, $account, $target, $author, $targetText, $textSource, $posted, $state, $text, $score, $reason, $approvedBy, $expires, $at, $at, $runner)
        ON CONFLICT (origin, account_id, target_id) DO NOTHING
        RETURNING {ReplyRow.Columns}
        """,
        Row,
        ("$origin", draft.Account.Origin), ("$account", draft.Account.AccountId), ("$target", draft.Target.Id), ("$author", draft.Target.AuthorHandle),
        ("$targetText", draft.Target.Text), ("$textSource", ReplyRow.Name(draft.Target.TextSource)), ("$posted", StoreText.Of(draft.Target.PostedAt)), ("$text", draft.Text), ("$score", draft.Score),
        ("$reason", draft.Reason), ("$state", draft.State.Name()), ("$approvedBy", draft.ApprovedBy), ("$expires", StoreText.Of(draft.ExpiresAt)), ("$at", StoreText.Of(draft.At)), ("$runner", runnerId))
        .FirstOrDefault(), ct);

    public Task<Reply?> FindAsync(long id, CancellationToken ct) => database.ReadAsync(connection => connection.Query(
        $"SELECT {ReplyRow.Columns} FROM replies WHERE id = $id", Row, ("$id", id)).FirstOrDefault(), ct);

    public Task<IReadOnlyList<Reply>> ListAsync(ReplyQuery query, CancellationToken ct) => database.ReadAsync<IReadOnlyList<Reply>>(connection =>
    {
        var filters = new List<string>();
        if (query.States is { } states)
            filters.Add($"state IN ({string.Join(", ", states.Select(state => $"'{state.Name()}'"))})");
        if (query.Account is not null)
            filters.Add("origin = $origin AND account_id = $account");
        var where = filters.Count == 0 ? "" : "WHERE " + string.Join(" AND ", filters);
        return connection.Query(
            $"SELECT {ReplyRow.Columns} FROM replies {where} ORDER BY score DESC, id LIMIT $limit", Row,
            ("$origin", query.Account?.Origin), ("$account", query.Account?.AccountId), ("$limit", query.Limit));
    }, ct);

    public Task<IReadOnlyDictionary<ReplyState, int>> CountAsync(AccountKey? account, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyDictionary<ReplyState, int>>(connection => connection.Query(
            account is null ? CountSql : CountOfAccountSql,
            row => (State: ReplyRow.State(row.GetString(0)), Count: row.GetInt32(1)),
            ("$origin", account?.Origin), ("$account", account?.AccountId)).ToDictionary(row => row.State, row => row.Count), ct);

    public Task<Reply?> ClaimAsync(AccountKey account, Lease lease, DateTimeOffset now, IReadOnlyCollection<long> passOver, CancellationToken ct) => database.WriteAsync(connection =>
        connection.Query(ClaimSql, Row,
            ("$origin", account.Origin), ("$account", account.AccountId), ("$token", lease.Token), ("$until", StoreText.Of(lease.Until)),
            ("$now", StoreText.Of(now)), ("$runner", runnerId), ("$passOver", JsonSerializer.Serialize(passOver, StoreJson.Default.IReadOnlyCollectionInt64))).FirstOrDefault(), ct);

    public Task<bool> TryApplyAsync(ReplyTransition transition, CancellationToken ct) => database.WriteAsync(connection =>
    {
        if (transition.AccountToken is { } token && !SqliteFleetStore.Holds(connection, transition.ReplyId, token))
            return false;
        if (SqliteReplyMove.Apply(connection, transition, runnerId) == 0)
            return false;
        if (transition.To == ReplyState.Confirmed)
            SqlitePlanStore.Recount(connection, runnerId, transition.At);
        SqliteEventStore.Append(connection, runnerId, transition.Events);
        return true;
    }, ct);

    public Task<IReadOnlyList<SentReply>> SentSinceAsync(AccountKey account, DateTimeOffset since, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<SentReply>>(connection => connection.Query(SentSql,
            row => new SentReply(row.GetInt64(0), row.GetString(1), row.GetString(2), ReplyRow.State(row.GetString(3)), row.Time(4), SentReply.BornOf(row.IsDBNull(5) ? null : row.GetString(5), row.GetString(6))),
            ("$origin", account.Origin), ("$account", account.AccountId), ("$since", StoreText.Of(since))), ct);

    public Task<IReadOnlySet<string>> KnownTargetsAsync(AccountKey account, IReadOnlyCollection<string> targetIds, CancellationToken ct) =>
        database.ReadAsync<IReadOnlySet<string>>(connection => connection.Query("""
            SELECT target_id FROM replies
            WHERE origin = $origin AND account_id = $account AND target_id IN (SELECT value FROM json_each($ids))
            """,
            row => row.GetString(0),
            ("$origin", account.Origin), ("$account", account.AccountId),
            ("$ids", JsonSerializer.Serialize(targetIds, StoreJson.Default.IReadOnlyCollectionString))).ToHashSet(StringComparer.Ordinal), ct);

    internal const string CountSql = "SELECT state, COUNT(*) FROM replies GROUP BY state";

    internal const string CountOfAccountSql = "SELECT state, COUNT(*) FROM replies WHERE origin = $origin AND account_id = $account GROUP BY state";

    internal const string ClaimSql = $"""
        UPDATE replies
        SET state = 'SENDING', lease_token = $token, lease_until = $until, claimed_at = $now, updated_at = $now, runner_id = $runner
        WHERE id = (SELECT id FROM replies
                    WHERE origin = $origin AND account_id = $account AND state = 'APPROVED' AND expires_at > $now
                      AND id NOT IN (SELECT value FROM json_each($passOver))
                    ORDER BY score DESC, id LIMIT 1)
        RETURNING {ReplyRow.Columns}
        """;

    internal const string SentSql = """
        SELECT id, target_author, text, state, COALESCE(clicked_at, claimed_at, updated_at), tweet_id, target_id FROM replies
        WHERE origin = $origin AND account_id = $account AND state IN ('SENDING', 'CLICKING', 'CONFIRMED', 'UNKNOWN', 'NEEDS_HUMAN')
          AND COALESCE(clicked_at, claimed_at, updated_at) >= $since
        ORDER BY COALESCE(clicked_at, claimed_at, updated_at) DESC
        """;

    private static Reply Row(SqliteDataReader row) => ReplyRow.Read(row, row.Time);
}
