using XBot.Core.Events;
using XBot.Core.Fleet;
using XBot.Core.Heartbeats;
using XBot.Core.Plans;
using XBot.Core.Replies;
using XBot.Core.Selection;

namespace XBot.Core.Stores;

/// <summary>
/// The store of one runner. Every call may throw <see cref="StoreUnavailableException"/> (away, locked, full: wait and try again)
/// or <see cref="StoreRefusedException"/> (foreign, corrupt, newer, unwritable: a person must act).
/// </summary>
public interface IRunnerStore : IAsyncDisposable
{
    /// <summary>A random id given to the database at its creation: tells a restored or an empty one from the one that was used.</summary>
    string StoreId { get; }

    /// <summary>It was made from a backup or from another store: a profile that is new to it cannot tell what was posted since then.</summary>
    bool WasRestored { get; }

    /// <summary>For people: <c>SQLite /path/xbot.db</c> or <c>PostgreSQL host/database</c>; no secret.</summary>
    string Description { get; }

    /// <summary>Binds the store to <paramref name="origin"/> at its first use and returns the origin it is bound to, which may be another one.</summary>
    Task<string> BindOriginAsync(string origin, CancellationToken ct);

    IEventStore Events { get; }
    IHeartbeatStore Heartbeats { get; }
    IPlanStore Plans { get; }
    ICandidateStore Candidates { get; }
    IReplyStore Replies { get; }
    IOptOutStore OptOuts { get; }
    IFactStore Facts { get; }

    /// <summary>Facts that all runners of the account share; the events beside them stay this runner's.</summary>
    IFactStore FactsOf(AccountKey account);
    IFleetStore Fleet { get; }
}
