using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using XBot.Core.Events;
using XBot.Core.Replies;
using XBot.Core.Sessions;
using XBot.Core.Stores;

namespace XBot.Core.Posting;

/// <summary>Why nothing is posted until a person resumes it.</summary>
public sealed record FreezeState(string Reason, DateTimeOffset At);

/// <summary>What a freeze concerns. Each has a place of its own: one never hides another.</summary>
public enum FreezeScope
{
    /// <summary>The account, whichever runner works on it: what one has seen holds for those that take over.</summary>
    Account,
    /// <summary>This runner's browser alone.</summary>
    Runner,
    /// <summary>This runner's store, until our recent replies were read from X: ends by itself (<see cref="Reconciling.StoreGap"/>).</summary>
    Store,
}

/// <summary>Posting stopped for a reason that a person must look at. It outlives restarts; only <see cref="LiftAsync"/> ends it.</summary>
/// <param name="own">The runner's facts.</param>
/// <param name="account">Those of the account that the profile is bound to; null before it is, when a freeze is the runner's.</param>
public sealed class PostingFreeze(IFactStore own, Func<IFactStore?> account)
{
    private const string Key = "posting_freeze";
    private const string StoreKey = "posting_freeze_store";

    // Noted before it is stored: a store that is away at that moment must not make anybody forget it.
    private readonly ConcurrentQueue<(FreezeState State, FreezeScope Scope)> _noted = new();

    public PostingFreeze(IRunnerStore store, Func<AccountKey?> account) : this(store.Facts, () => account() is { } key ? store.FactsOf(key) : null)
    {
    }

    /// <summary>A state of the page that only a person can clear.</summary>
    public static bool NeedsPerson(SessionState state) => state is SessionState.Challenge or SessionState.Suspended or SessionState.ConsentWall;

    public async Task<FreezeState?> ReadAsync(CancellationToken ct)
    {
        await StoreNotedAsync(ct);
        foreach (var (facts, key) in Places())
        {
            if (await ReadAsync(facts, key, ct) is { } state)
                return state;
        }

        return null;
    }

    /// <summary>The first reason of a scope stays: it is what a person must look at.</summary>
    public async Task FreezeAsync(string reason, DateTimeOffset at, CancellationToken ct, FreezeScope scope = FreezeScope.Account)
    {
        _noted.Enqueue((new FreezeState(reason, at), scope));
        await StoreNotedAsync(ct);
    }

    /// <summary>False when nothing was frozen.</summary>
    /// <param name="only">Null: all of them.</param>
    public async Task<bool> LiftAsync(string by, DateTimeOffset at, CancellationToken ct, FreezeScope? only = null)
    {
        await StoreNotedAsync(ct);
        var lifted = false;
        foreach (var (facts, key) in only is { } scope ? [Place(scope)] : Places())
        {
            if (await ReadAsync(facts, key, ct) is not { } state)
                continue;
            await facts.SetAsync(key, null, at, ct,
                [new RunnerEvent(EventTypes.PostingResumed, EventSeverity.Info, new JsonObject { ["by"] = by, ["was"] = state.Reason }, at)]);
            lifted = true;
        }

        return lifted;
    }

    private IEnumerable<(IFactStore Facts, string Key)> Places() => new[] { FreezeScope.Account, FreezeScope.Runner, FreezeScope.Store }.Select(Place).Distinct();

    private (IFactStore Facts, string Key) Place(FreezeScope scope) => scope switch
    {
        FreezeScope.Account => (account() ?? own, Key),
        FreezeScope.Runner => (own, Key),
        _ => (own, StoreKey),
    };

    private async Task StoreNotedAsync(CancellationToken ct)
    {
        while (_noted.TryPeek(out var noted))
        {
            var (facts, key) = Place(noted.Scope);
            if (await ReadAsync(facts, key, ct) is null)
                await facts.SetAsync(key, JsonSerializer.Serialize(noted.State, FreezeJson.Default.FreezeState), noted.State.At, ct, Told(noted.State));
            _noted.TryDequeue(out _);
        }
    }

    private static RunnerEvent[] Told(FreezeState state) =>
    [
        new RunnerEvent(EventTypes.PostingFrozen, EventSeverity.Critical, new JsonObject { ["reason"] = state.Reason }, state.At),
        new RunnerEvent(EventTypes.RunnerAlert, EventSeverity.Critical, new JsonObject
        {
            ["reason"] = state.Reason,
            ["what"] = "posting is frozen",
            ["fix"] = "look at the account in a browser, then: xbot resume --posting",
        }, state.At),
    ];

    private static async Task<FreezeState?> ReadAsync(IFactStore facts, string key, CancellationToken ct) =>
        await facts.GetAsync(key, ct) is { } json ? JsonSerializer.Deserialize(json, FreezeJson.Default.FreezeState) : null;
}

[JsonSerializable(typeof(FreezeState))]
internal sealed partial class FreezeJson : JsonSerializerContext;
