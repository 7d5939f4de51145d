using XBot.Core.Fleet;
using XBot.Core.Replies;

namespace XBot.Tests.Sql;

internal class DelegatingFleet(IFleetStore inner) : IFleetStore
{
    protected IFleetStore Inner => inner;

    public virtual Task<AccountLease> TakeAsync(AccountKey account, string owner, LeaseTerms terms, CancellationToken ct) => inner.TakeAsync(account, owner, terms, ct);
    public virtual Task<bool> RenewAsync(AccountKey account, long token, LeaseTerms terms, CancellationToken ct) => inner.RenewAsync(account, token, terms, ct);
    public virtual Task<bool> ReleaseAsync(AccountKey account, long token, DateTimeOffset at, CancellationToken ct) => inner.ReleaseAsync(account, token, at, ct);
    public Task<IReadOnlyList<AccountLease>> LeasesAsync(CancellationToken ct) => inner.LeasesAsync(ct);
    public virtual Task<IReadOnlyList<FleetRunner>> RunnersAsync(CancellationToken ct) => inner.RunnersAsync(ct);
}

/// <summary>Gives the account to whoever asks, while another one owns it.</summary>
internal sealed class GivesToEverybody(IFleetStore inner) : DelegatingFleet(inner)
{
    public override async Task<AccountLease> TakeAsync(AccountKey account, string owner, LeaseTerms terms, CancellationToken ct)
    {
        var lease = await Inner.TakeAsync(account, owner, terms, ct);
        if (lease.Owner == owner)
            return lease;
        await Inner.ReleaseAsync(account, lease.Token, lease.Since, ct);
        return await Inner.TakeAsync(account, owner, terms, ct);
    }
}

/// <summary>Frees the account with the end of the lease: a click of the last moment is still on its way.</summary>
internal sealed class KnowsNoBudget(IFleetStore inner) : DelegatingFleet(inner)
{
    public override Task<AccountLease> TakeAsync(AccountKey account, string owner, LeaseTerms terms, CancellationToken ct) =>
        Inner.TakeAsync(account, owner, terms with { ClickBudget = TimeSpan.Zero }, ct);
}

/// <summary>Renews by the account alone.</summary>
internal sealed class RenewsAnything(IFleetStore inner) : DelegatingFleet(inner)
{
    public override Task<bool> RenewAsync(AccountKey account, long token, LeaseTerms terms, CancellationToken ct) => Task.FromResult(true);
}

/// <summary>Says that the account was given back, and keeps it.</summary>
internal sealed class KeepsWhatIsGivenBack(IFleetStore inner) : DelegatingFleet(inner)
{
    public override Task<bool> ReleaseAsync(AccountKey account, long token, DateTimeOffset at, CancellationToken ct) => Task.FromResult(true);
}

/// <summary>Moves a reply to CLICKING whoever owns its account.</summary>
internal sealed class IgnoresTheFence(IReplyStore inner) : DelegatingReplies(inner)
{
    public override Task<bool> TryApplyAsync(ReplyTransition transition, CancellationToken ct) => Inner.TryApplyAsync(transition with { AccountToken = null }, ct);
}
