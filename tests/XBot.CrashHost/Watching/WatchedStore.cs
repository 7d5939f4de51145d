using XBot.Core.Events;
using XBot.Core.Fleet;
using XBot.Core.Heartbeats;
using XBot.Core.Plans;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Stores;
using XBot.CrashHost.Killing;

namespace XBot.CrashHost.Watching;

/// <summary>The store with points around its writes, each of which can be made to fail.</summary>
internal sealed class WatchedStore(IRunnerStore inner, KillSwitch death, Scene scene, CurrentWrite current) : IRunnerStore
{
    public string StoreId => inner.StoreId;
    public bool WasRestored => inner.WasRestored;
    public string Description => inner.Description;
    public IEventStore Events { get; } = new WatchedEvents(inner.Events, death);
    public IHeartbeatStore Heartbeats { get; } = new WatchedHeartbeats(inner.Heartbeats, death, scene);
    public IPlanStore Plans { get; } = new WatchedPlans(inner.Plans, death);
    public ICandidateStore Candidates => inner.Candidates;
    public IReplyStore Replies { get; } = new WatchedReplies(inner.Replies, death, scene, current);
    public IOptOutStore OptOuts => inner.OptOuts;
    public IFleetStore Fleet { get; init; } = inner.Fleet;
    public IFactStore Facts { get; } = new WatchedFacts(inner.Facts, death);
    public IFactStore FactsOf(AccountKey account) => new WatchedFacts(inner.FactsOf(account), death);

    public Task<string> BindOriginAsync(string origin, CancellationToken ct) => inner.BindOriginAsync(origin, ct);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class WatchedEvents(IEventStore inner, KillSwitch death) : IEventStore
    {
        public Task AppendAsync(RunnerEvent entry, CancellationToken ct) => death.WriteAsync(StoreWrites.Event, () => Done(inner.AppendAsync(entry, ct)));

        public Task<IReadOnlyList<StoredEvent>> ListAsync(EventQuery query, CancellationToken ct) => inner.ListAsync(query, ct);

        public Task<StoredEvent?> LatestAsync(string type, CancellationToken ct) => inner.LatestAsync(type, ct);

        public Task<int> PruneAsync(string type, DateTimeOffset before, int limit, CancellationToken ct) => inner.PruneAsync(type, before, limit, ct);
    }

    private sealed class WatchedHeartbeats(IHeartbeatStore inner, KillSwitch death, Scene scene) : IHeartbeatStore
    {
        public async Task RecordAsync(Heartbeat beat, CancellationToken ct)
        {
            // Of all heartbeats the one that tells of a reply just sent is a boundary of sending.
            var tells = scene.WasSubmitted;
            if (tells)
                death.Reach("heartbeat-begins");
            await death.WriteAsync(StoreWrites.Heartbeat, () => Done(inner.RecordAsync(beat, ct)));
            if (tells)
                death.Reach("heartbeat-done");
            scene.WasSubmitted = false;
        }

        public Task RecordKeptAsync(IReadOnlyList<Heartbeat> beats, CancellationToken ct) => death.WriteAsync(StoreWrites.Heartbeat, () => Done(inner.RecordKeptAsync(beats, ct)));

        public Task<JobHeartbeat?> ReadAsync(CancellationToken ct) => inner.ReadAsync(ct);
    }

    private sealed class WatchedPlans(IPlanStore inner, KillSwitch death) : IPlanStore
    {
        public Task EnsureAsync(DateOnly day, int targetReplies, int maxPerHour, DateTimeOffset now, CancellationToken ct) =>
            death.WriteAsync(StoreWrites.Plan, () => Done(inner.EnsureAsync(day, targetReplies, maxPerHour, now, ct)));

        public Task<DateTimeOffset?> LastExecutionAsync(CancellationToken ct) => inner.LastExecutionAsync(ct);
    }

    private sealed class WatchedFacts(IFactStore inner, KillSwitch death) : IFactStore
    {
        public Task<string?> GetAsync(string key, CancellationToken ct) => inner.GetAsync(key, ct);

        public Task SetAsync(string key, string? json, DateTimeOffset at, CancellationToken ct, params IReadOnlyList<RunnerEvent> events) =>
            death.WriteAsync(StoreWrites.Fact, () => Done(inner.SetAsync(key, json, at, ct, events)));
    }

    private static async Task<bool> Done(Task write)
    {
        await write;
        return true;
    }
}
