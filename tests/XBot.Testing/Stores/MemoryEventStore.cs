using XBot.Core.Events;
using XBot.Core.Stores;

namespace XBot.Testing.Stores;

internal sealed class MemoryEventStore(MemoryTables tables, string runnerId) : IEventStore
{
    public Task AppendAsync(RunnerEvent entry, CancellationToken ct) => tables.Run(() => tables.Append(runnerId, entry), ct);

    public Task<IReadOnlyList<StoredEvent>> ListAsync(EventQuery query, CancellationToken ct) => tables.Run<IReadOnlyList<StoredEvent>>(() =>
        [.. Enumerable.Reverse(tables.Events)
            .Where(entry => query.Types?.Contains(entry.Type) ?? true)
            .Where(entry => entry.Severity >= (query.AtLeast ?? EventSeverity.Info))
            .Where(entry => entry.Id > (query.AfterId ?? 0))
            .Where(entry => query.Since is not { } since || entry.At >= StoredTime.Truncate(since))
            .Take(query.Limit)
            .Select(entry => entry with { Data = entry.Data.DeepClone().AsObject() })], ct);

    public async Task<StoredEvent?> LatestAsync(string type, CancellationToken ct) =>
        await ListAsync(new EventQuery([type], Limit: 1), ct) is [var newest, ..] ? newest : null;
}
