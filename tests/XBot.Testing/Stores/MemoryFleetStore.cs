using XBot.Core.Fleet;
using XBot.Core.Replies;

namespace XBot.Testing.Stores;

internal sealed class MemoryFleetStore(MemoryTables tables, string runnerId) : IFleetStore
{
    private DateTimeOffset Now => tables.Now;

    public Task<AccountLease> TakeAsync(AccountKey account, string owner, LeaseTerms terms, CancellationToken ct) => tables.Run(() =>
    {
        var now = Now;
        var before = tables.Leases.GetValueOrDefault(account);
        if (before is { Owner: { } other } && other != owner && before.FreeAt > now)
            return Shown(account, before);
        var row = new Row((before?.Token ?? 0) + 1, owner, runnerId, now, now + terms.Lasts, now + terms.Lasts + terms.ClickBudget);
        tables.Leases[account] = row;
        tables.Append(runnerId, LeaseEvents.Taken(account, row.Token, now));
        return Shown(account, row);
    }, ct);

    public Task<bool> RenewAsync(AccountKey account, long token, LeaseTerms terms, CancellationToken ct) => tables.Run(() =>
    {
        if (Held(account, token) is not { } row)
            return false;
        tables.Leases[account] = row with { Until = Now + terms.Lasts, FreeAt = Now + terms.Lasts + terms.ClickBudget };
        return true;
    }, ct);

    public Task<bool> ReleaseAsync(AccountKey account, long token, DateTimeOffset at, CancellationToken ct) => tables.Run(() =>
    {
        if (Held(account, token) is not { } row)
            return false;
        tables.Leases[account] = row with { Owner = null, Until = Now, FreeAt = Now };
        return tables.Append(runnerId, LeaseEvents.Released(account, token, at));
    }, ct);

    public Task<IReadOnlyList<AccountLease>> LeasesAsync(CancellationToken ct) => tables.Run<IReadOnlyList<AccountLease>>(() =>
        [.. tables.Leases.OrderBy(row => row.Key.Origin, StringComparer.Ordinal).ThenBy(row => row.Key.AccountId, StringComparer.Ordinal).Select(row => Shown(row.Key, row.Value))], ct);

    public Task<IReadOnlyList<FleetRunner>> RunnersAsync(CancellationToken ct) => tables.Run<IReadOnlyList<FleetRunner>>(() => tables.Heartbeat is not { } beat ? [] :
        [new FleetRunner(runnerId, beat.LastRunStatus, beat.UpdatedAt, beat.LastSuccess,
            tables.Events.LastOrDefault(entry => entry.Type == Core.Events.EventTypes.PostSuccess)?.At,
            tables.Events.LastOrDefault(entry => entry.Type == Core.Events.EventTypes.Heartbeat)?.Data)], ct);

    private Row? Held(AccountKey account, long token) => tables.Leases.GetValueOrDefault(account) is { Owner: not null } row && row.Token == token ? row : null;

    private AccountLease Shown(AccountKey account, Row row) => new(account, row.Token, row.Owner, row.RunnerId, row.TakenAt, row.Until - Now);

    internal sealed record Row(long Token, string? Owner, string RunnerId, DateTimeOffset TakenAt, DateTimeOffset Until, DateTimeOffset FreeAt);
}
