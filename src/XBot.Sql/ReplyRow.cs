using System.Data.Common;
using XBot.Core.Posts;
using XBot.Core.Replies;

namespace XBot.Sql;

/// <summary>A row of <c>replies</c>. The databases differ in how they hand over a time, and in nothing else.</summary>
internal static class ReplyRow
{
    public const string Columns = """
        id, origin, account_id, target_id, target_author, target_text, target_posted_at, state, text, score, reason, approved_by,
        lease_token, lease_until, clicked_at, tweet_id, evidence, refusal_code, note, expires_at, created_at, updated_at, target_text_source
        """;

    public static Reply Read(DbDataReader row, Func<int, DateTimeOffset> time) => new()
    {
        Id = row.GetInt64(0),
        Account = new AccountKey(row.GetString(1), row.GetString(2)),
        TargetId = row.GetString(3),
        TargetAuthor = row.GetString(4),
        TargetText = row.GetString(5),
        TargetPostedAt = time(6),
        State = State(row.GetString(7)),
        Text = row.GetString(8),
        Score = row.GetDouble(9),
        Reason = row.GetString(10),
        ApprovedBy = row.IsDBNull(11) ? null : row.GetString(11),
        Lease = row.IsDBNull(12) ? null : new Lease(row.GetString(12), time(13)),
        ClickedAt = row.IsDBNull(14) ? null : time(14),
        TweetId = row.IsDBNull(15) ? null : row.GetString(15),
        Evidence = row.IsDBNull(16) ? null : row.GetString(16),
        RefusalCode = row.IsDBNull(17) ? null : row.GetInt32(17),
        Note = row.IsDBNull(18) ? null : row.GetString(18),
        ExpiresAt = time(19),
        CreatedAt = time(20),
        UpdatedAt = time(21),
        TargetTextSource = Source(row.GetString(22)),
    };

    public static string Name(TextSource source) => source switch
    {
        TextSource.Network => "network",
        TextSource.PageCut => "page_cut",
        _ => "page",
    };

    /// <summary>A state that nobody knows counts as one that only a person settles.</summary>
    public static ReplyState State(string name) => ReplyStateNames.Parse(name) ?? ReplyState.NeedsHuman;

    private static TextSource Source(string name) => name switch
    {
        "network" => TextSource.Network,
        "page_cut" => TextSource.PageCut,
        _ => TextSource.Page,
    };
}
