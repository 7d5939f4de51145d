using System.Text.Json;
using Npgsql;
using XBot.Core.Replies;
using XBot.Core.Selection;

namespace XBot.Sql.Postgres;

/// <summary>The candidates of one runner: others that share the database judge by their own settings.</summary>
internal sealed class PostgresCandidateStore(PostgresDatabase database, string runnerId) : ICandidateStore
{
    // Every writer takes the rows in the same order, so that two harvests cannot wait for each other.
    public Task SaveAsync(string origin, IReadOnlyCollection<Candidate> candidates, CancellationToken ct) =>
        candidates.Count == 0 ? Task.CompletedTask : database.WriteAsync(async connection =>
        {
            foreach (var candidate in candidates.OrderBy(candidate => candidate.Post.Id, StringComparer.Ordinal))
                await SaveAsync(connection, origin, candidate);
            return candidates.Count;
        }, ct);

    // ANY of an array goes through the index; IN is planned as a join, with a scan of the whole table.
    public Task<IReadOnlyDictionary<string, DateTimeOffset>> FirstSeenAsync(string origin, IReadOnlyCollection<string> postIds, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyDictionary<string, DateTimeOffset>>(async connection => (await connection.QueryAsync("""
            SELECT post_id, first_seen_at FROM candidates
            WHERE runner_id = @runner AND origin = @origin AND post_id = ANY (ARRAY(SELECT jsonb_array_elements_text(@ids::jsonb)))
            """,
            row => (Id: row.GetString(0), At: row.Time(1)),
            ("runner", runnerId), ("origin", origin), ("ids", JsonSerializer.Serialize(postIds, StoreJson.Default.IReadOnlyCollectionString))))
            .ToDictionary(seen => seen.Id, seen => seen.At), ct);

    public Task<IReadOnlyList<Candidate>> OpenAsync(AccountKey account, DateTimeOffset since, int limit, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<Candidate>>(async connection => await connection.QueryAsync("""
            SELECT post::text, source, verdict, score, score_reason, seen_at FROM candidates AS c
            WHERE runner_id = @runner AND origin = @origin AND verdict = 'eligible' AND seen_at >= @since
              AND NOT EXISTS (SELECT 1 FROM replies AS r WHERE r.origin = c.origin AND r.account_id = @account AND r.target_id = c.post_id)
            ORDER BY score DESC, post_id DESC LIMIT @limit
            """, Row,
            ("runner", runnerId), ("origin", account.Origin), ("account", account.AccountId), ("since", since), ("limit", limit)), ct);

    // By their place, since a join would be planned as a scan of the whole table.
    public Task<int> PruneAsync(DateTimeOffset before, int limit, CancellationToken ct) => database.WriteAsync(connection => connection.ExecuteAsync("""
        DELETE FROM candidates WHERE ctid = ANY (ARRAY
            (SELECT ctid FROM candidates WHERE runner_id = @runner AND seen_at < @before ORDER BY seen_at LIMIT @limit FOR UPDATE SKIP LOCKED))
        """, ("runner", runnerId), ("before", before), ("limit", limit)), ct);

    private Task<int> SaveAsync(NpgsqlConnection connection, string origin, Candidate candidate) => connection.ExecuteAsync("""
        INSERT INTO candidates (runner_id, origin, post_id, author_handle, posted_at, source, verdict, score, score_reason, post, first_seen_at, seen_at)
        VALUES (@runner, @origin, @id, @author, @posted, @source, @verdict, @score, @reason, @post::jsonb, @seen, @seen)
        ON CONFLICT (runner_id, origin, post_id) DO UPDATE SET
            author_handle = excluded.author_handle, posted_at = excluded.posted_at, source = excluded.source, verdict = excluded.verdict,
            score = excluded.score, score_reason = excluded.score_reason, post = excluded.post, seen_at = excluded.seen_at
        """,
        ("runner", runnerId), ("origin", origin), ("id", candidate.Post.Id), ("author", candidate.Post.AuthorHandle), ("posted", candidate.Post.PostedAt),
        ("source", candidate.Source), ("verdict", candidate.Verdict), ("score", candidate.Score), ("reason", candidate.ScoreReason),
        ("post", JsonSerializer.Serialize(candidate.Post, StoreJson.Default.Post)), ("seen", candidate.SeenAt));

    private static Candidate Row(NpgsqlDataReader row) => new(
        JsonSerializer.Deserialize(row.GetString(0), StoreJson.Default.Post)!,
        row.GetString(1), row.GetString(2), row.GetDouble(3), row.GetString(4), row.Time(5));
}
