using XBot.Core.Plans;

namespace XBot.Testing.Stores;

/// <summary>Only the execution's time: nothing reads the counters through the port.</summary>
internal sealed class MemoryPlanStore(MemoryTables tables) : IPlanStore
{
    public Task EnsureAsync(DateOnly day, int targetReplies, int maxPerHour, DateTimeOffset now, CancellationToken ct) =>
        tables.Run(() => tables.Executions.TryAdd(day, null), ct);

    public Task<DateTimeOffset?> LastExecutionAsync(CancellationToken ct) => tables.Run(() => tables.Executions.Values.Max(), ct);
}
