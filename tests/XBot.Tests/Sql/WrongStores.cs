using XBot.Core.Events;
using XBot.Core.Fleet;
using XBot.Core.Heartbeats;
using XBot.Core.Plans;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Stores;
using XBot.Testing.Stores;

namespace XBot.Tests.Sql;

/// <summary>A store that is right but for one port.</summary>
internal sealed class WrongStore(MemoryRunnerStore inner) : IRunnerStore
{
    private int _times;

    public bool RebindsOrigin { get; init; }
    public IHeartbeatStore Heartbeats { get; init; } = inner.Heartbeats;
    public IReplyStore Replies { get; init; } = inner.Replies;
    public ICandidateStore Candidates { get; init; } = inner.Candidates;
    public bool IsAnotherEachTime { get; init; }
    public string StoreId => IsAnotherEachTime ? $"{inner.StoreId}{++_times}" : inner.StoreId;
    public bool WasRestored => inner.WasRestored;
    public string Description => inner.Description;
    public IEventStore Events { get; init; } = inner.Events;
    public IPlanStore Plans { get; init; } = inner.Plans;
    public IOptOutStore OptOuts { get; init; } = inner.OptOuts;
    public IFactStore Facts { get; init; } = inner.Facts;
    public IFleetStore Fleet { get; init; } = inner.Fleet;
    public Func<AccountKey, IFactStore> AccountFacts { get; init; } = inner.FactsOf;

    public IFactStore FactsOf(AccountKey account) => AccountFacts(account);

    public Task<string> BindOriginAsync(string origin, CancellationToken ct) => RebindsOrigin ? Task.FromResult(origin) : inner.BindOriginAsync(origin, ct);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

internal class DelegatingReplies(IReplyStore inner) : IReplyStore
{
    protected IReplyStore Inner => inner;

    public virtual Task<Reply?> AddAsync(NewReply draft, CancellationToken ct) => inner.AddAsync(draft, ct);
    public Task<Reply?> FindAsync(long id, CancellationToken ct) => inner.FindAsync(id, ct);
    public Task<IReadOnlyList<Reply>> ListAsync(ReplyQuery query, CancellationToken ct) => inner.ListAsync(query, ct);
    public Task<IReadOnlyDictionary<ReplyState, int>> CountAsync(AccountKey? account, CancellationToken ct) => inner.CountAsync(account, ct);
    public virtual Task<Reply?> ClaimAsync(AccountKey account, Lease lease, DateTimeOffset now, IReadOnlyCollection<long> passOver, CancellationToken ct) => inner.ClaimAsync(account, lease, now, passOver, ct);
    public virtual Task<bool> TryApplyAsync(ReplyTransition transition, CancellationToken ct) => inner.TryApplyAsync(transition, ct);
    public virtual Task<IReadOnlyList<SentReply>> SentSinceAsync(AccountKey account, DateTimeOffset since, CancellationToken ct) => inner.SentSinceAsync(account, since, ct);
    public Task<IReadOnlySet<string>> KnownTargetsAsync(AccountKey account, IReadOnlyCollection<string> targetIds, CancellationToken ct) => inner.KnownTargetsAsync(account, targetIds, ct);
}

/// <summary>Looks, then takes: two callers see the same row.</summary>
internal sealed class LookThenTake(IReplyStore inner) : DelegatingReplies(inner)
{
    public override async Task<Reply?> ClaimAsync(AccountKey account, Lease lease, DateTimeOffset now, IReadOnlyCollection<long> passOver, CancellationToken ct)
    {
        var approved = await Inner.ListAsync(new ReplyQuery([ReplyState.Approved], account, 1), ct);
        return approved is [var best] && best.ExpiresAt > now ? best with { State = ReplyState.Sending, Lease = lease } : null;
    }
}

/// <summary>Moves a reply whoever holds it.</summary>
internal sealed class IgnoresLeases(IReplyStore inner) : DelegatingReplies(inner)
{
    public override async Task<bool> TryApplyAsync(ReplyTransition transition, CancellationToken ct)
    {
        var held = (await Inner.FindAsync(transition.ReplyId, ct))?.Lease?.Token;
        return await Inner.TryApplyAsync(transition with { HeldToken = held }, ct);
    }
}

/// <summary>Writes the events beside the move instead of with it.</summary>
internal sealed class EventsApart(IReplyStore inner, IEventStore events) : DelegatingReplies(inner)
{
    /// <summary>The caller's cancellation comes between the two.</summary>
    public bool BreaksOffBetween { get; init; }

    public override async Task<bool> TryApplyAsync(ReplyTransition transition, CancellationToken ct)
    {
        foreach (var entry in transition.Events)
            await events.AppendAsync(entry, CancellationToken.None);
        if (BreaksOffBetween)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        return await Inner.TryApplyAsync(transition with { Events = [] }, ct);
    }
}

/// <summary>Forgets to count what may be out.</summary>
internal sealed class CountsOnlyProof(IReplyStore inner) : DelegatingReplies(inner)
{
    public override async Task<IReadOnlyList<SentReply>> SentSinceAsync(AccountKey account, DateTimeOffset since, CancellationToken ct) =>
        [.. (await Inner.SentSinceAsync(account, since, ct)).Where(reply => reply.State == ReplyState.Confirmed)];
}

/// <summary>Knows the time of a click by its own clock alone.</summary>
internal sealed class TakesNoWordOfX(IReplyStore inner) : DelegatingReplies(inner)
{
    public override async Task<IReadOnlyList<SentReply>> SentSinceAsync(AccountKey account, DateTimeOffset since, CancellationToken ct) =>
        [.. (await Inner.SentSinceAsync(account, since, ct)).Select(reply => reply with { Born = null })];
}

/// <summary>Claims what has expired.</summary>
internal sealed class ClaimsStale(IReplyStore inner) : DelegatingReplies(inner)
{
    public override Task<Reply?> ClaimAsync(AccountKey account, Lease lease, DateTimeOffset now, IReadOnlyCollection<long> passOver, CancellationToken ct) =>
        Inner.ClaimAsync(account, lease, now.AddDays(-1), passOver, ct);
}

/// <summary>Takes a second reply for the same target under another id.</summary>
internal sealed class ForgetsTargets(IReplyStore inner) : DelegatingReplies(inner)
{
    public override async Task<Reply?> AddAsync(NewReply draft, CancellationToken ct) =>
        await Inner.AddAsync(draft, ct)
        ?? await Inner.AddAsync(draft with { Target = draft.Target with { Id = draft.Target.Id + "0" } }, ct);
}

/// <summary>Writes every column of the job row with each beat.</summary>
internal sealed class OverwritesHeartbeats(IHeartbeatStore inner) : IHeartbeatStore
{
    private JobHeartbeat? _row;

    public Task RecordAsync(Heartbeat beat, CancellationToken ct)
    {
        var ok = beat.Status == RunnerStatus.Ok;
        _row = new JobHeartbeat(JobHeartbeat.Daemon, beat.Status, ok ? beat.At : null, ok ? null : beat.At, beat.Error, beat.ConsecutiveFailures, beat.At);
        return inner.RecordAsync(beat, ct);
    }

    public Task RecordKeptAsync(IReadOnlyList<Heartbeat> beats, CancellationToken ct) => inner.RecordKeptAsync(beats, ct);

    public Task<JobHeartbeat?> ReadAsync(CancellationToken ct) => Task.FromResult(_row);
}
