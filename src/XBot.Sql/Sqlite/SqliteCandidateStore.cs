using System.Text.Json;
using Microsoft.Data.Sqlite;
using XBot.Core.Replies;
using XBot.Core.Selection;

namespace XBot.Sql.Sqlite;

internal sealed class SqliteCandidateStore(SqliteDatabase database, string runnerId) : ICandidateStore
{
    public Task SaveAsync(string origin, IReadOnlyCollection<Candidate> candidates, CancellationToken ct) =>
        candidates.Count == 0 ? Task.CompletedTask : database.WriteAsync(connection => candidates.Sum(candidate => Save(connection, origin, candidate)), ct);

    public Task<IReadOnlyDictionary<string, DateTimeOffset>> FirstSeenAsync(string origin, IReadOnlyCollection<string> postIds, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyDictionary<string, DateTimeOffset>>(connection => connection.Query("""
            SELECT post_id, first_seen_at FROM candidates
            WHERE origin = $origin AND post_id IN (SELECT value FROM json_each($ids))
            """,
            row => (Id: row.GetString(0), At: row.Time(1)),
            ("$origin", origin), ("$ids", JsonSerializer.Serialize(postIds, StoreJson.Default.IReadOnlyCollectionString)))
            .ToDictionary(seen => seen.Id, seen => seen.At), ct);

    public Task<IReadOnlyList<Candidate>> OpenAsync(AccountKey account, DateTimeOffset since, int limit, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<Candidate>>(connection => connection.Query(OpenSql, Row,
            ("$origin", account.Origin), ("$account", account.AccountId), ("$since", StoreText.Of(since)), ("$limit", limit)), ct);

    public Task<int> PruneAsync(DateTimeOffset before, int limit, CancellationToken ct) =>
        database.WriteAsync(connection => connection.Execute(PruneSql, ("$before", StoreText.Of(before)), ("$limit", limit)), ct);

    internal const string PruneSql = """
        DELETE FROM candidates WHERE (origin, post_id) IN
            (SELECT origin, post_id FROM candidates WHERE seen_at < $before ORDER BY seen_at LIMIT $limit)
        """;

    internal const string OpenSql = """
        SELECT post, source, verdict, score, score_reason, seen_at FROM candidates AS c
        WHERE origin = $origin AND verdict = 'eligible' AND seen_at >= $since
          AND NOT EXISTS (SELECT 1 FROM replies AS r WHERE r.origin = c.origin AND r.account_id = $account AND r.target_id = c.post_id)
        ORDER BY score DESC, post_id DESC LIMIT $limit
        """;

    private int Save(SqliteConnection connection, string origin, Candidate candidate) => connection.Execute("""
        INSERT INTO candidates (runner_id, origin, post_id, author_handle, posted_at, source, verdict, score, score_reason, post, first_seen_at, seen_at)
        VALUES ($runner, $origin, $id, $author, $posted, $source, $verdict, $score, $reason, $post, $seen, $seen)
        ON CONFLICT (origin, post_id) DO UPDATE SET
            runner_id = excluded.runner_id, author_handle = excluded.author_handle, posted_at = excluded.posted_at, source = excluded.source, verdict = excluded.verdict,
            score = excluded.score, score_reason = excluded.score_reason, post = excluded.post, seen_at = excluded.seen_at
        """,
        ("$runner", runnerId), ("$origin", origin), ("$id", candidate.Post.Id), ("$author", candidate.Post.AuthorHandle), ("$posted", StoreText.Of(candidate.Post.PostedAt)),
        ("$source", candidate.Source), ("$verdict", candidate.Verdict), ("$score", candidate.Score), ("$reason", candidate.ScoreReason),
        ("$post", JsonSerializer.Serialize(candidate.Post, StoreJson.Default.Post)), ("$seen", StoreText.Of(candidate.SeenAt)));

    private static Candidate Row(SqliteDataReader row) => new(
        JsonSerializer.Deserialize(row.GetString(0), StoreJson.Default.Post)!,
        row.GetString(1), row.GetString(2), row.GetDouble(3), row.GetString(4), row.Time(5));
}
