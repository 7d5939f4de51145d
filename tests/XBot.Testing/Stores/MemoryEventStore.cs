using XBot.Core.Events;
using XBot.Core.Stores;

namespace XBot.Testing.Stores;

internal sealed class MemoryEventStore(MemoryTables tables, string runnerId) : IEventStore
{
    public Task AppendAsync(RunnerEvent entry, CancellationToken ct) => tables.Run(() => tables.Append(runnerId, entry), ct);

    public Task<IReadOnlyList<StoredEvent>> ListAsync(EventQuery query, CancellationToken ct) => tables.Run<IReadOnlyList<StoredEvent>>(() =>
        [.. NewestFirst()
            .Where(entry => query.Types?.Contains(entry.Type) ?? true)
            .Where(entry => entry.Severity >= (query.AtLeast ?? EventSeverity.Info))
            .Where(entry => entry.Id > (query.AfterId ?? 0))
            .Where(entry => query.Since is not { } since || entry.At >= StoredTime.Truncate(since))
            .Take(query.Limit)
            .Select(entry => entry with { Data = entry.Data.DeepClone().AsObject() })], ct);

    public async Task<StoredEvent?> LatestAsync(string type, CancellationToken ct) =>
        await ListAsync(new EventQuery([type], Limit: 1), ct) is [var newest, ..] ? newest : null;

    public Task<int> PruneAsync(string type, DateTimeOffset before, int limit, CancellationToken ct) => tables.Run(() =>
    {
        var old = tables.Events.Where(entry => entry.Type == type && entry.RunnerId == runnerId && entry.At < StoredTime.Truncate(before)).Take(limit).ToHashSet();
        return tables.Events.RemoveAll(old.Contains);
    }, ct);

    // Without a copy: a month of rows is asked for its newest again and again.
    private IEnumerable<StoredEvent> NewestFirst()
    {
        for (var n = tables.Events.Count - 1; n >= 0; n--)
            yield return tables.Events[n];
    }
}
