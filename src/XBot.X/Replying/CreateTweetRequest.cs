using XBot.X.Reading;

namespace XBot.X.Replying;

/// <summary>
/// Our own request among the page's, told by its body:
/// <c>{"variables":{"tweet_text":"Well said","reply":{"in_reply_to_tweet_id":"20","exclude_reply_user_ids":[]},…},"features":{…},"queryId":"…"}</c>
/// </summary>
internal static class CreateTweetRequest
{
    /// <summary>Whether this body sends <paramref name="text"/> in reply to <paramref name="targetId"/>. A body that cannot be read is not ours.</summary>
    public static bool IsOurs(string? body, string targetId, string text)
    {
        using var document = GraphQl.Parse(body);
        if (document?.RootElement.At("variables") is not { } variables) return false;
        return variables.TextAt("reply", "in_reply_to_tweet_id") == targetId
            && variables.TextAt("tweet_text") is { } sent
            && ReplyText.AsShown(sent) == ReplyText.AsShown(text);
    }
}
