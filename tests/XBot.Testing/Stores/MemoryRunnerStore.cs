using XBot.Core.Events;
using XBot.Core.Fleet;
using XBot.Core.Heartbeats;
using XBot.Core.Plans;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Stores;

namespace XBot.Testing.Stores;

/// <summary>The store's rules without a database, held to the same contract suite as the real ones. <see cref="Fault"/> makes every call fail.</summary>
public sealed class MemoryRunnerStore : IRunnerStore
{
    private readonly MemoryTables _tables;
    private readonly string _runnerId;

    /// <param name="clock">The store's own; null: the machine's.</param>
    public MemoryRunnerStore(string runnerId = "test-runner", TimeProvider? clock = null) : this(new MemoryTables(clock ?? TimeProvider.System), runnerId) { }

    private MemoryRunnerStore(MemoryTables tables, string runnerId)
    {
        (_tables, _runnerId) = (tables, runnerId);
        Events = new MemoryEventStore(tables, runnerId);
        Heartbeats = new MemoryHeartbeatStore(tables, runnerId);
        Plans = new MemoryPlanStore(tables);
        Candidates = new MemoryCandidateStore(tables);
        Replies = new MemoryReplyStore(tables, runnerId);
        OptOuts = new MemoryOptOutStore(tables);
        Facts = new MemoryFactStore(tables, "", runnerId);
        Fleet = new MemoryFleetStore(tables, runnerId);
    }

    /// <summary>Thrown by every call while it is set: the store away, or refused.</summary>
    public Exception? Fault { get => _tables.Fault; set => _tables.Fault = value; }

    public string StoreId => _tables.StoreId;
    public bool WasRestored => false;
    public string Description => "memory";
    public IEventStore Events { get; }
    public IHeartbeatStore Heartbeats { get; }
    public IPlanStore Plans { get; }
    public ICandidateStore Candidates { get; }
    public IReplyStore Replies { get; }
    public IOptOutStore OptOuts { get; }
    public IFactStore Facts { get; }
    public IFleetStore Fleet { get; }

    public IFactStore FactsOf(AccountKey account) => new MemoryFactStore(_tables, $"{account}/", _runnerId);

    /// <summary>A second opening of the same data, as after a restart.</summary>
    public MemoryRunnerStore Reopen(string runnerId = "test-runner") => new(_tables, runnerId);

    public Task<string> BindOriginAsync(string origin, CancellationToken ct) => _tables.Run(() => _tables.Origin ??= origin, ct);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
