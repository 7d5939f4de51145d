using System.Text.Json;
using Npgsql;
using XBot.Core.Replies;

namespace XBot.Sql.Postgres;

internal sealed class PostgresReplyStore(PostgresDatabase database, string runnerId) : IReplyStore
{
    public Task<Reply?> AddAsync(NewReply draft, CancellationToken ct) => database.WriteAsync(connection => connection.FirstAsync($"""
        INSERT INTO replies (origin, account_id, target_id, target_author, target_text, target_text_source, target_posted_at, state, text, score, reason, approved_by,
                             expires_at, created_at, updated_at, runner_id)
        VALUES (@origin, @account, @target, @author, @targetText, @textSource, @posted, @state, @text, @score, @reason, @approvedBy, @expires, @at, @at, @runner)
        ON CONFLICT (origin, account_id, target_id) DO NOTHING
        RETURNING {ReplyRow.Columns}
        """,
        Row,
        ("origin", draft.Account.Origin), ("account", draft.Account.AccountId), ("target", draft.Target.Id), ("author", draft.Target.AuthorHandle),
        ("targetText", draft.Target.Text), ("textSource", ReplyRow.Name(draft.Target.TextSource)), ("posted", draft.Target.PostedAt), ("text", draft.Text), ("score", draft.Score),
        ("reason", draft.Reason), ("state", draft.State.Name()), ("approvedBy", draft.ApprovedBy), ("expires", draft.ExpiresAt), ("at", draft.At), ("runner", runnerId)), ct);

    public Task<Reply?> FindAsync(long id, CancellationToken ct) => database.ReadAsync(connection => connection.FirstAsync(
        $"SELECT {ReplyRow.Columns} FROM replies WHERE id = @id", Row, ("id", id)), ct);

    public Task<IReadOnlyList<Reply>> ListAsync(ReplyQuery query, CancellationToken ct) => database.ReadAsync<IReadOnlyList<Reply>>(async connection =>
    {
        if (query.States is { Count: 0 })
            return [];
        var filters = new List<string>();
        if (query.States is { } states)
            filters.Add($"state IN ({string.Join(", ", states.Select(state => $"'{state.Name()}'"))})");
        if (query.Account is not null)
            filters.Add("origin = @origin AND account_id = @account");
        var where = filters.Count == 0 ? "" : "WHERE " + string.Join(" AND ", filters);
        return await connection.QueryAsync(
            $"SELECT {ReplyRow.Columns} FROM replies {where} ORDER BY score DESC, id LIMIT @limit", Row,
            ("origin", query.Account?.Origin), ("account", query.Account?.AccountId), ("limit", query.Limit));
    }, ct);

    public Task<IReadOnlyDictionary<ReplyState, int>> CountAsync(AccountKey? account, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyDictionary<ReplyState, int>>(async connection => (await connection.QueryAsync(
            $"SELECT state, COUNT(*)::integer FROM replies {(account is null ? "" : "WHERE origin = @origin AND account_id = @account")} GROUP BY state",
            row => (State: ReplyRow.State(row.GetString(0)), Count: row.GetInt32(1)),
            ("origin", account?.Origin), ("account", account?.AccountId))).ToDictionary(row => row.State, row => row.Count), ct);

    // SKIP LOCKED: a row that another runner is just taking is passed over instead of waited for.
    public Task<Reply?> ClaimAsync(AccountKey account, Lease lease, DateTimeOffset now, IReadOnlyCollection<long> passOver, CancellationToken ct) => database.WriteAsync(connection =>
        connection.FirstAsync($"""
            UPDATE replies
            SET state = 'SENDING', lease_token = @token, lease_until = @until, claimed_at = @now, updated_at = @now, runner_id = @runner
            WHERE id = (SELECT id FROM replies
                        WHERE origin = @origin AND account_id = @account AND state = 'APPROVED' AND expires_at > @now
                          AND id <> ALL (ARRAY(SELECT jsonb_array_elements_text(@passOver::jsonb)::bigint))
                        ORDER BY score DESC, id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING {ReplyRow.Columns}
            """,
            Row,
            ("origin", account.Origin), ("account", account.AccountId), ("token", lease.Token), ("until", lease.Until), ("now", now), ("runner", runnerId),
            ("passOver", JsonSerializer.Serialize(passOver, StoreJson.Default.IReadOnlyCollectionInt64))), ct);

    public Task<bool> TryApplyAsync(ReplyTransition transition, CancellationToken ct) => database.WriteAsync(async connection =>
    {
        if (transition.AccountToken is { } token && !await PostgresFleetStore.HoldsAsync(connection, transition.ReplyId, token))
            return false;
        if (await PostgresReplyMove.ApplyAsync(connection, transition, runnerId) == 0)
            return false;
        if (transition.To == ReplyState.Confirmed)
            await PostgresPlanStore.RecountAsync(connection, runnerId, transition.At);
        await PostgresEventStore.AppendAsync(connection, runnerId, transition.Events);
        return true;
    }, ct);

    public Task<IReadOnlyList<SentReply>> SentSinceAsync(AccountKey account, DateTimeOffset since, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<SentReply>>(async connection => await connection.QueryAsync("""
            SELECT id, target_author, text, state, COALESCE(clicked_at, claimed_at, updated_at), tweet_id, target_id FROM replies
            WHERE origin = @origin AND account_id = @account AND state IN ('SENDING', 'CLICKING', 'CONFIRMED', 'UNKNOWN', 'NEEDS_HUMAN')
              AND COALESCE(clicked_at, claimed_at, updated_at) >= @since
            ORDER BY COALESCE(clicked_at, claimed_at, updated_at) DESC
            """,
            row => new SentReply(row.GetInt64(0), row.GetString(1), row.GetString(2), ReplyRow.State(row.GetString(3)), row.Time(4), SentReply.BornOf(row.IsDBNull(5) ? null : row.GetString(5), row.GetString(6))),
            ("origin", account.Origin), ("account", account.AccountId), ("since", since)), ct);

    public Task<IReadOnlySet<string>> KnownTargetsAsync(AccountKey account, IReadOnlyCollection<string> targetIds, CancellationToken ct) =>
        database.ReadAsync<IReadOnlySet<string>>(async connection => (await connection.QueryAsync("""
            SELECT target_id FROM replies
            WHERE origin = @origin AND account_id = @account AND target_id = ANY (ARRAY(SELECT jsonb_array_elements_text(@ids::jsonb)))
            """,
            row => row.GetString(0),
            ("origin", account.Origin), ("account", account.AccountId),
            ("ids", JsonSerializer.Serialize(targetIds, StoreJson.Default.IReadOnlyCollectionString)))).ToHashSet(StringComparer.Ordinal), ct);

    private static Reply Row(NpgsqlDataReader row) => ReplyRow.Read(row, row.Time);
}
