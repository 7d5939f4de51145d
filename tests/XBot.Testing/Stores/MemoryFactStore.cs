using XBot.Core.Events;
using XBot.Core.Stores;

namespace XBot.Testing.Stores;

internal sealed class MemoryFactStore(MemoryTables tables, string scope, string runnerId) : IFactStore
{
    public Task<string?> GetAsync(string key, CancellationToken ct) => tables.Run(() => tables.Facts.GetValueOrDefault(scope + key), ct);

    public Task SetAsync(string key, string? json, DateTimeOffset at, CancellationToken ct, params IReadOnlyList<RunnerEvent> events) => tables.Run(() =>
    {
        if (json is null)
            tables.Facts.Remove(scope + key);
        else
            tables.Facts[scope + key] = json;
        return tables.Append(runnerId, events);
    }, ct);
}
