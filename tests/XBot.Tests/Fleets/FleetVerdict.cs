using XBot.Sandbox;

namespace XBot.Tests.Fleets;

/// <summary>What the sandbox's ledger and the store say of a fleet that has stopped.</summary>
/// <param name="Twice">Targets that the account answered more than once.</param>
/// <param name="Lost">Entries of the ledger that the store calls not sent, and proven replies that the ledger does not have.</param>
/// <param name="Strangers">Replies that somebody sent who did not own the account at that moment.</param>
/// <param name="Clicks">Replies whose sender is known: X's answer came to it.</param>
internal sealed record FleetVerdict(int Ledger, int Confirmed, int Doubtful, int Clicks, IReadOnlyList<string> Twice, IReadOnlyList<string> Lost, IReadOnlyList<string> Strangers)
{
    public static async Task<FleetVerdict> OfAsync(FleetDesk desk, CancellationToken ct) => Of(
        [.. desk.Sandbox.Ledger.Where(entry => entry.InReplyTo is not null)],
        await desk.QueryAsync("SELECT target_id, state, tweet_id FROM replies", row => new StoredReply(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2)), ct),
        await desk.QueryAsync("SELECT created_at, runner_id FROM system_events WHERE event_type = 'ACCOUNT_LEASE_TAKEN' ORDER BY (event_data ->> 'token')::bigint", row => new Owning(row.GetFieldValue<DateTimeOffset>(0), row.GetString(1)), ct),
        await desk.QueryAsync("SELECT event_data ->> 'tweet_id', runner_id FROM system_events WHERE event_type = 'POST_SUCCESS' AND event_data ->> 'evidence' = 'create_tweet_response'", row => new Sending(row.GetString(0), row.GetString(1)), ct));

    public static FleetVerdict Of(IReadOnlyList<LedgerEntry> ledger, IReadOnlyList<StoredReply> replies, IReadOnlyList<Owning> owners, IReadOnlyList<Sending> senders)
    {
        var stored = replies.ToDictionary(reply => reply.Target);
        var unknown = ledger.Select(entry => (Target: entry.InReplyTo!, State: stored.GetValueOrDefault(entry.InReplyTo!)?.State))
            .Where(entry => entry.State is not ("CONFIRMED" or "UNKNOWN" or "NEEDS_HUMAN" or "CLICKING"))
            .Select(entry => $"{entry.Target} is out, the store says {entry.State ?? "nothing"}");
        var unproven = replies.Where(reply => reply.State == "CONFIRMED" && ledger.All(entry => entry.Id != reply.Tweet)).Select(reply => $"{reply.Target} is CONFIRMED and not out");
        var at = ledger.ToDictionary(entry => entry.Id, entry => entry.At);
        var strangers = senders.Where(sent => at.ContainsKey(sent.Tweet)).Select(sent => (sent.Tweet, sent.Runner, At: at[sent.Tweet], Owner: owners.LastOrDefault(owner => owner.At <= at[sent.Tweet])?.Runner))
            .Where(sent => sent.Owner != sent.Runner)
            .Select(sent => $"{sent.Runner} sent {sent.Tweet} at {sent.At:O}, when {sent.Owner ?? "nobody"} owned the account");
        return new FleetVerdict(
            ledger.Count, replies.Count(reply => reply.State == "CONFIRMED"), replies.Count(reply => reply.State is "UNKNOWN" or "NEEDS_HUMAN" or "CLICKING"), senders.Count,
            [.. ledger.GroupBy(entry => (entry.Author, entry.InReplyTo)).Where(group => group.Count() > 1).Select(group => $"{group.Key.InReplyTo} {group.Count()} times")],
            [.. unknown, .. unproven], [.. strangers]);
    }
}

internal sealed record StoredReply(string Target, string State, string? Tweet);

internal sealed record Owning(DateTimeOffset At, string Runner);

internal sealed record Sending(string Tweet, string Runner);
