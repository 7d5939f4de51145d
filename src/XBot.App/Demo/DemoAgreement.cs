using XBot.Core.Events;
using XBot.Core.Replies;
using XBot.Sandbox;

namespace XBot.App.Demo;

/// <summary>Three records of one thing: what the sandbox took, what the events tell and what the queue says. They must name the same replies.</summary>
internal static class DemoAgreement
{
    /// <summary>The account that the sandbox signs visitors in as.</summary>
    public const string Account = "demo";

    /// <summary>One line for each thing in which they differ; empty when all agree.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyCollection<Reply> confirmed, IEnumerable<StoredEvent> successes, IReadOnlyCollection<LedgerEntry> ledger) =>
        [.. Ledger(confirmed, ledger), .. Events(confirmed, [.. successes])];

    private static IEnumerable<string> Ledger(IReadOnlyCollection<Reply> confirmed, IReadOnlyCollection<LedgerEntry> ledger)
    {
        var accepted = ledger.ToDictionary(entry => entry.Id);
        foreach (var reply in confirmed)
        {
            if (reply.TweetId is not { } id || !accepted.Remove(id, out var entry))
                yield return $"{Name(reply)} is CONFIRMED, the sandbox's ledger has no post {reply.TweetId ?? "without an id"}";
            else if (entry.Author != Account || entry.InReplyTo != reply.TargetId || entry.Text != reply.Text)
                yield return $"{Name(reply)} is CONFIRMED as post {id}, which the sandbox's ledger shows by @{entry.Author}, in reply to {entry.InReplyTo ?? "nothing"}: \"{entry.Text}\"";
        }

        foreach (var entry in accepted.Values)
            yield return $"the sandbox accepted post {entry.Id} by @{entry.Author} in reply to {entry.InReplyTo ?? "nothing"}; no reply is CONFIRMED as that";
    }

    private static IEnumerable<string> Events(IReadOnlyCollection<Reply> confirmed, IReadOnlyCollection<StoredEvent> successes)
    {
        var told = successes.GroupBy(entry => (string?)entry.Data["tweet_id"] ?? "").ToDictionary(group => group.Key, group => group.Count());
        foreach (var reply in confirmed)
        {
            told.Remove(reply.TweetId ?? "", out var times);
            if (times != 1)
                yield return $"{Name(reply)} is CONFIRMED and has {times} POST_SUCCESS events instead of 1";
        }

        foreach (var id in told.Keys)
            yield return $"POST_SUCCESS tells of post {id}; no reply is CONFIRMED as that";
    }

    private static string Name(Reply reply) => $"reply {reply.Id} to @{reply.TargetAuthor}";
}
