using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Core.Plans;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Stores;

namespace XBot.Tests.Sql;

// A port each that is right, but for the calls that a case replaces.

internal sealed class TwistedEvents(IEventStore inner) : IEventStore
{
    public Func<RunnerEvent, CancellationToken, Task> Append { get; init; } = inner.AppendAsync;
    public Func<EventQuery, CancellationToken, Task<IReadOnlyList<StoredEvent>>> List { get; init; } = inner.ListAsync;
    public Func<string, CancellationToken, Task<StoredEvent?>> Latest { get; init; } = inner.LatestAsync;
    public Func<string, DateTimeOffset, int, CancellationToken, Task<int>> Prune { get; init; } = inner.PruneAsync;

    public Task AppendAsync(RunnerEvent entry, CancellationToken ct) => Append(entry, ct);
    public Task<IReadOnlyList<StoredEvent>> ListAsync(EventQuery query, CancellationToken ct) => List(query, ct);
    public Task<StoredEvent?> LatestAsync(string type, CancellationToken ct) => Latest(type, ct);
    public Task<int> PruneAsync(string type, DateTimeOffset before, int limit, CancellationToken ct) => Prune(type, before, limit, ct);
}

internal sealed class TwistedHeartbeats(IHeartbeatStore inner) : IHeartbeatStore
{
    public Func<Heartbeat, CancellationToken, Task> Record { get; init; } = inner.RecordAsync;
    public Func<IReadOnlyList<Heartbeat>, CancellationToken, Task> Kept { get; init; } = inner.RecordKeptAsync;
    public Func<CancellationToken, Task<JobHeartbeat?>> Read { get; init; } = inner.ReadAsync;

    public Task RecordAsync(Heartbeat beat, CancellationToken ct) => Record(beat, ct);
    public Task RecordKeptAsync(IReadOnlyList<Heartbeat> beats, CancellationToken ct) => Kept(beats, ct);
    public Task<JobHeartbeat?> ReadAsync(CancellationToken ct) => Read(ct);
}

internal sealed class TwistedFacts(IFactStore inner) : IFactStore
{
    public required Func<string, string?, IReadOnlyList<RunnerEvent>, Task> Set { get; init; }

    public Task<string?> GetAsync(string key, CancellationToken ct) => inner.GetAsync(key, ct);
    public Task SetAsync(string key, string? json, DateTimeOffset at, CancellationToken ct, params IReadOnlyList<RunnerEvent> events) => Set(key, json, events);
}

internal sealed class TwistedPlans(IPlanStore inner) : IPlanStore
{
    public required Func<DateTimeOffset?, DateTimeOffset?> Last { get; init; }

    public Task EnsureAsync(DateOnly day, int targetReplies, int maxPerHour, DateTimeOffset now, CancellationToken ct) => inner.EnsureAsync(day, targetReplies, maxPerHour, now, ct);
    public async Task<DateTimeOffset?> LastExecutionAsync(CancellationToken ct) => Last(await inner.LastExecutionAsync(ct));
}

internal sealed class TwistedCandidates(ICandidateStore inner) : ICandidateStore
{
    public Func<string, IReadOnlyCollection<Candidate>, CancellationToken, Task> Save { get; init; } = inner.SaveAsync;
    public Func<AccountKey, DateTimeOffset, int, CancellationToken, Task<IReadOnlyList<Candidate>>> Open { get; init; } = inner.OpenAsync;
    public Func<DateTimeOffset, int, CancellationToken, Task<int>> Prune { get; init; } = inner.PruneAsync;

    public Task SaveAsync(string origin, IReadOnlyCollection<Candidate> candidates, CancellationToken ct) => Save(origin, candidates, ct);
    public Task<IReadOnlyDictionary<string, DateTimeOffset>> FirstSeenAsync(string origin, IReadOnlyCollection<string> postIds, CancellationToken ct) => inner.FirstSeenAsync(origin, postIds, ct);
    public Task<IReadOnlyList<Candidate>> OpenAsync(AccountKey account, DateTimeOffset since, int limit, CancellationToken ct) => Open(account, since, limit, ct);
    public Task<int> PruneAsync(DateTimeOffset before, int limit, CancellationToken ct) => Prune(before, limit, ct);
}

internal sealed class TwistedOptOuts(IOptOutStore inner) : IOptOutStore
{
    public required Func<string, CancellationToken, Task<bool>> Remove { get; init; }

    public Task<bool> AddAsync(string handle, string? note, DateTimeOffset at, CancellationToken ct) => inner.AddAsync(handle, note, at, ct);
    public Task<bool> RemoveAsync(string handle, CancellationToken ct) => Remove(handle, ct);
    public Task<IReadOnlyList<OptOut>> ListAsync(CancellationToken ct) => inner.ListAsync(ct);
}

internal sealed class TwistedReplies(IReplyStore inner) : IReplyStore
{
    public Func<NewReply, CancellationToken, Task<Reply?>> Add { get; init; } = inner.AddAsync;
    public Func<long, CancellationToken, Task<Reply?>> Find { get; init; } = inner.FindAsync;
    public Func<ReplyQuery, CancellationToken, Task<IReadOnlyList<Reply>>> List { get; init; } = inner.ListAsync;
    public Func<AccountKey?, CancellationToken, Task<IReadOnlyDictionary<ReplyState, int>>> Count { get; init; } = inner.CountAsync;
    public Func<AccountKey, Lease, DateTimeOffset, IReadOnlyCollection<long>, CancellationToken, Task<Reply?>> Claim { get; init; } = inner.ClaimAsync;
    public Func<ReplyTransition, CancellationToken, Task<bool>> Apply { get; init; } = inner.TryApplyAsync;

    public Task<Reply?> AddAsync(NewReply draft, CancellationToken ct) => Add(draft, ct);
    public Task<Reply?> FindAsync(long id, CancellationToken ct) => Find(id, ct);
    public Task<IReadOnlyList<Reply>> ListAsync(ReplyQuery query, CancellationToken ct) => List(query, ct);
    public Task<IReadOnlyDictionary<ReplyState, int>> CountAsync(AccountKey? account, CancellationToken ct) => Count(account, ct);
    public Task<Reply?> ClaimAsync(AccountKey account, Lease lease, DateTimeOffset now, IReadOnlyCollection<long> passOver, CancellationToken ct) => Claim(account, lease, now, passOver, ct);
    public Task<bool> TryApplyAsync(ReplyTransition transition, CancellationToken ct) => Apply(transition, ct);
    public Task<IReadOnlyList<SentReply>> SentSinceAsync(AccountKey account, DateTimeOffset since, CancellationToken ct) => inner.SentSinceAsync(account, since, ct);
    public Task<IReadOnlySet<string>> KnownTargetsAsync(AccountKey account, IReadOnlyCollection<string> targetIds, CancellationToken ct) => inner.KnownTargetsAsync(account, targetIds, ct);
}
