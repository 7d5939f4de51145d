using XBot.Core.Replies;

namespace XBot.App.Reports;

/// <summary>What proves that a CONFIRMED reply is on X.</summary>
internal static class ReplyProof
{
    /// <summary>The evidence in words; null where there is none.</summary>
    public static string? Words(Reply reply) => reply.Evidence switch
    {
        null => null,
        "create_tweet_response" => $"X's response to our own CreateTweet request carries the id {reply.TweetId}",
        "seen_on_profile" => $"post {reply.TweetId} was seen on our own profile, in reply to the target, with our text",
        "seen_in_conversation" => $"post {reply.TweetId} was seen in the target's conversation, under our account, with our text",
        var evidence when evidence.StartsWith("person:", StringComparison.Ordinal) => $"{evidence["person:".Length..]} looked and says that it is there",
        var evidence => evidence,
    };

    /// <summary>Our reply's own address; it needs no handle.</summary>
    public static string? Permalink(Reply reply) => reply.TweetId is { } id ? $"{reply.Account.Origin}/i/status/{id}" : null;

    /// <summary>When it was proved: nothing changes a reply after that.</summary>
    public static DateTimeOffset? At(Reply reply) => reply.State == ReplyState.Confirmed ? reply.UpdatedAt : null;
}
