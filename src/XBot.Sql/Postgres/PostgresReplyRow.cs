using Npgsql;
using XBot.Core.Replies;

namespace XBot.Sql.Postgres;

internal static class PostgresReplyRow
{
    public const string Columns = """
        id, origin, account_id, target_id, target_author, target_text, target_posted_at, state, text, score, reason, approved_by,
        lease_token, lease_until, clicked_at, tweet_id, evidence, refusal_code, note, expires_at, created_at, updated_at
        """;

    public static Reply Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Account = new AccountKey(row.GetString(1), row.GetString(2)),
        TargetId = row.GetString(3),
        TargetAuthor = row.GetString(4),
        TargetText = row.GetString(5),
        TargetPostedAt = row.Time(6),
        State = State(row.GetString(7)),
        Text = row.GetString(8),
        Score = row.GetDouble(9),
        Reason = row.GetString(10),
        ApprovedBy = row.TextOrNull(11),
        Lease = row.IsDBNull(12) ? null : new Lease(row.GetString(12), row.Time(13)),
        ClickedAt = row.TimeOrNull(14),
        TweetId = row.TextOrNull(15),
        Evidence = row.TextOrNull(16),
        RefusalCode = row.IsDBNull(17) ? null : row.GetInt32(17),
        Note = row.TextOrNull(18),
        ExpiresAt = row.Time(19),
        CreatedAt = row.Time(20),
        UpdatedAt = row.Time(21),
    };

    /// <summary>A state that nobody knows counts as one that only a person settles.</summary>
    public static ReplyState State(string name) => ReplyStateNames.Parse(name) ?? ReplyState.NeedsHuman;
}
