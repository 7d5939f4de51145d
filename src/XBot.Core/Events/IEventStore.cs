namespace XBot.Core.Events;

/// <summary>The append-only record of what the runner did and saw.</summary>
public interface IEventStore
{
    Task AppendAsync(RunnerEvent entry, CancellationToken ct);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<StoredEvent>> ListAsync(EventQuery query, CancellationToken ct);

    /// <summary>The newest of that type, or null.</summary>
    Task<StoredEvent?> LatestAsync(string type, CancellationToken ct);

    /// <summary>Removes at most <paramref name="limit"/> of this runner's events of that type from before then, oldest first; returns how many.</summary>
    Task<int> PruneAsync(string type, DateTimeOffset before, int limit, CancellationToken ct);
}

/// <param name="Types">Only these types; null for all.</param>
/// <param name="Limit">At most this many, 1 or more.</param>
/// <param name="AfterId">Only rows with a larger id (for following).</param>
/// <param name="Since">Only rows at or after this time.</param>
public sealed record EventQuery(IReadOnlyList<string>? Types = null, EventSeverity? AtLeast = null, int Limit = 50, long? AfterId = null, DateTimeOffset? Since = null);
