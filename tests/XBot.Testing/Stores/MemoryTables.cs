using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Stores;

namespace XBot.Testing.Stores;

/// <summary>All the rows, behind one lock: each call is a transaction.</summary>
/// <param name="clock">The store's own, by which leases end: a database has one too.</param>
internal sealed class MemoryTables(TimeProvider clock)
{
    private readonly Lock _lock = new();

    public DateTimeOffset Now => clock.GetUtcNow();

    public Exception? Fault { get; set; }
    public string StoreId { get; } = Guid.NewGuid().ToString("N");
    public string? Origin { get; set; }
    public List<StoredEvent> Events { get; } = [];
    public JobHeartbeat? Heartbeat { get; set; }
    public Dictionary<DateOnly, DateTimeOffset?> Executions { get; } = [];
    public Dictionary<(string Origin, string PostId), (Candidate Candidate, DateTimeOffset FirstSeen)> Candidates { get; } = [];
    public List<ReplyRow> Replies { get; } = [];
    public SortedDictionary<string, OptOut> OptOuts { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, string> Facts { get; } = [];
    public Dictionary<AccountKey, MemoryFleetStore.Row> Leases { get; } = [];

    public Task<T> Run<T>(Func<T> work, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
            return Task.FromCanceled<T>(ct);
        lock (_lock)
            return Fault is { } fault ? Task.FromException<T>(fault) : Task.FromResult(work());
    }

    private long _lastId;

    public bool Append(string runnerId, params IEnumerable<RunnerEvent> entries)
    {
        foreach (var entry in entries)
            Events.Add(new StoredEvent(++_lastId, entry.Type, entry.Severity, entry.Data.DeepClone().AsObject(), runnerId, StoredTime.Truncate(entry.At)));
        return true;
    }

    /// <summary>A reply and what the tables keep beside what callers see.</summary>
    internal sealed class ReplyRow(Reply reply)
    {
        public Reply Reply { get; set; } = reply;
        public DateTimeOffset? ClaimedAt { get; set; }
        public DateTimeOffset SentAt => Reply.ClickedAt ?? ClaimedAt ?? Reply.UpdatedAt;
    }
}
