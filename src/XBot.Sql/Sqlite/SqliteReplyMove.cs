using Microsoft.Data.Sqlite;
using XBot.Core.Replies;

namespace XBot.Sql.Sqlite;

/// <summary>The compare-and-set of one reply: the only statement that moves a reply but the claim.</summary>
internal static class SqliteReplyMove
{
    /// <summary>Returns 1 when the row moved, 0 when it was not where the transition expects it.</summary>
    public static int Apply(SqliteConnection connection, ReplyTransition move, string runnerId) => connection.Execute("""
        UPDATE replies SET
            state = $to,
            updated_at = $at,
            runner_id = $runner,
            text = COALESCE($text, text),
            approved_by = COALESCE($approvedBy, approved_by),
            clicked_at = CASE WHEN $clearClick THEN NULL ELSE COALESCE($clicked, clicked_at) END,
            confirmed_at = CASE WHEN $to = 'CONFIRMED' THEN $at ELSE confirmed_at END,
            tweet_id = COALESCE($tweet, tweet_id),
            evidence = COALESCE($evidence, evidence),
            refusal_code = COALESCE($code, refusal_code),
            note = COALESCE($note, note),
            expires_at = COALESCE($expires, expires_at),
            lease_token = CASE WHEN $keepLease THEN lease_token END,
            lease_until = CASE WHEN $keepLease THEN lease_until END
        WHERE id = $id AND state = $from
          AND CASE WHEN $token IS NULL THEN lease_token IS NULL OR lease_until <= $at ELSE lease_token = $token END
          AND ($seen IS NULL OR text = $seen)
          AND ($to <> 'CLICKING' OR lease_until > $at)
        """,
        ("$id", move.ReplyId), ("$from", move.From.Name()), ("$to", move.To.Name()), ("$at", StoreText.Of(move.At)), ("$token", move.HeldToken),
        ("$keepLease", move.KeepLease), ("$text", move.Text), ("$seen", move.SeenText), ("$approvedBy", move.ApprovedBy), ("$clicked", StoreText.Of(move.ClickedAt)),
        ("$clearClick", move.ClearClickedAt), ("$tweet", move.TweetId), ("$evidence", move.Evidence), ("$code", move.RefusalCode),
        ("$note", move.Note), ("$expires", StoreText.Of(move.ExpiresAt)), ("$runner", runnerId));
}
