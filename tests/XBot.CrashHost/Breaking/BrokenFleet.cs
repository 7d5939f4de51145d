using XBot.Core.Fleet;
using XBot.Core.Replies;

namespace XBot.CrashHost.Breaking;

/// <summary>A lease that cannot be renewed for a reason that nobody foresaw.</summary>
internal sealed class BrokenFleet(IFleetStore inner) : IFleetStore
{
    public Task<AccountLease> TakeAsync(AccountKey account, string owner, LeaseTerms terms, CancellationToken ct) => inner.TakeAsync(account, owner, terms, ct);

    public Task<bool> RenewAsync(AccountKey account, long token, LeaseTerms terms, CancellationToken ct) => throw new InvalidOperationException("broken by plan");

    public Task<bool> ReleaseAsync(AccountKey account, long token, DateTimeOffset at, CancellationToken ct) => inner.ReleaseAsync(account, token, at, ct);

    public Task<IReadOnlyList<AccountLease>> LeasesAsync(CancellationToken ct) => inner.LeasesAsync(ct);

    public Task<IReadOnlyList<FleetRunner>> RunnersAsync(CancellationToken ct) => inner.RunnersAsync(ct);
}
