using XBot.Core.Replies;

namespace XBot.Core.Fleet;

/// <summary>What runners of one store know of each other. Durations are measured by the store's own clock: the runners' clocks may differ.</summary>
public interface IFleetStore
{
    /// <summary>
    /// Makes <paramref name="owner"/> the account's owner under a new, larger token, with ACCOUNT_LEASE_TAKEN (at the store's time) in the same transaction, when nobody owns it,
    /// the same owner does (an earlier life of it), or the other's lease and click budget have passed. Returns the lease in force, which may be another's.
    /// </summary>
    Task<AccountLease> TakeAsync(AccountKey account, string owner, LeaseTerms terms, CancellationToken ct);

    /// <summary>Lets the lease run from now on. False when the token is not the account's any more, or was given back.</summary>
    Task<bool> RenewAsync(AccountKey account, long token, LeaseTerms terms, CancellationToken ct);

    /// <summary>Gives the account back at once, with ACCOUNT_LEASE_RELEASED. False when the token is not the account's any more.</summary>
    Task<bool> ReleaseAsync(AccountKey account, long token, DateTimeOffset at, CancellationToken ct);

    /// <summary>Every account that was ever owned.</summary>
    Task<IReadOnlyList<AccountLease>> LeasesAsync(CancellationToken ct);

    /// <summary>Every runner that ever wrote a heartbeat, by its id.</summary>
    Task<IReadOnlyList<FleetRunner>> RunnersAsync(CancellationToken ct);
}
