using Npgsql;
using XBot.Core.Replies;

namespace XBot.Sql.Postgres;

/// <summary>The compare-and-set of one reply: the only statement that moves a reply but the claim.</summary>
internal static class PostgresReplyMove
{
    /// <summary>Returns 1 when the row moved, 0 when it was not where the transition expects it.</summary>
    public static Task<int> ApplyAsync(NpgsqlConnection connection, ReplyTransition move, string runnerId) => connection.ExecuteAsync("""
        UPDATE replies SET
            state = @to,
            updated_at = @at,
            runner_id = @runner,
            text = COALESCE(@text::text, text),
            approved_by = COALESCE(@approvedBy::text, approved_by),
            clicked_at = CASE WHEN @clearClick THEN NULL ELSE COALESCE(@clicked::timestamptz, clicked_at) END,
            confirmed_at = CASE WHEN @to = 'CONFIRMED' THEN @at ELSE confirmed_at END,
            tweet_id = COALESCE(@tweet::text, tweet_id),
            evidence = COALESCE(@evidence::text, evidence),
            refusal_code = COALESCE(@code::integer, refusal_code),
            note = COALESCE(@note::text, note),
            expires_at = COALESCE(@expires::timestamptz, expires_at),
            lease_token = CASE WHEN @keepLease THEN lease_token END,
            lease_until = CASE WHEN @keepLease THEN lease_until END
        WHERE id = @id AND state = @from
          AND CASE WHEN @token::text IS NULL THEN lease_token IS NULL OR lease_until <= @at ELSE lease_token = @token::text END
          AND (@seen::text IS NULL OR text = @seen::text)
          AND (@to <> 'CLICKING' OR lease_until > @at)
        """,
        ("id", move.ReplyId), ("from", move.From.Name()), ("to", move.To.Name()), ("at", move.At), ("token", move.HeldToken),
        ("keepLease", move.KeepLease), ("text", move.Text), ("seen", move.SeenText), ("approvedBy", move.ApprovedBy), ("clicked", move.ClickedAt),
        ("clearClick", move.ClearClickedAt), ("tweet", move.TweetId), ("evidence", move.Evidence), ("code", move.RefusalCode),
        ("note", move.Note), ("expires", move.ExpiresAt), ("runner", runnerId));
}
