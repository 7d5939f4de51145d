using XBot.Core.Daemon;
using XBot.Core.Replies;
using XBot.Core.Stores;

namespace XBot.Core.Fleet;

/// <summary>
/// This process's hold on the account: taken, kept, given back. What it believes is always shorter than what the store granted: time counts from before
/// the question was sent, by both clocks (one may jump, the other may stand still while the machine sleeps), and a margin is taken off.
/// </summary>
/// <param name="owner">Tells this profile on this machine from every other.</param>
public sealed class AccountOwnership(string owner, LeaseTerms terms, IRunnerStore store, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile Hold? _hold;

    /// <summary>Takes the account, or renews the lease on it.</summary>
    /// <returns>Null when it is ours now, else whose it is.</returns>
    public async Task<AccountLease?> AskAsync(AccountKey account, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (_hold is { } other && other.Account != account)
                await GiveBackAsync(other, ct);
            if (_hold is { } mine && await RenewAsync(mine, ct))
                return null;
            var asked = Moment.Now(time);
            var lease = await store.Fleet.TakeAsync(account, owner, terms, ct);
            if (lease.Owner != owner)
                return lease;
            _hold = new Hold(account, lease.Token, asked);
            return null;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The fence and the last moment of a click for the account, by the wall clock; null when it is not ours, or not for certain.</summary>
    public (long Token, DateTimeOffset Until)? Deadline(AccountKey account)
    {
        if (_hold is not { } hold || hold.Account != account)
            return null;
        var left = terms.Lasts - terms.Margin - hold.Asked.Ago(time);
        return left > TimeSpan.Zero ? (hold.Token, time.GetUtcNow() + left) : null;
    }

    /// <summary>Renews what is held, until stopped: cycles and pauses may be longer than a lease. A store that is away ends the hold by itself.</summary>
    public async Task KeepAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(terms.RenewEvery, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_hold is null || stop.IsCancellationRequested)
                continue;
            try
            {
                await _one.WaitAsync(stop);
                try
                {
                    if (_hold is { } hold)
                        await RenewAsync(hold, stop);
                }
                finally
                {
                    _one.Release();
                }
            }
            catch (Exception e) when (e is StoreUnavailableException or StoreRefusedException or OperationCanceledException)
            {
                // The deadline runs on: without an answer no click follows it.
            }
        }
    }

    /// <summary>Gives back what is held; a store that is away learns it from the lease's end.</summary>
    public async Task ReleaseAsync()
    {
        await _one.WaitAsync();
        try
        {
            if (_hold is { } hold)
                await GiveBackAsync(hold, CancellationToken.None);
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreRefusedException)
        {
            _hold = null;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task GiveBackAsync(Hold hold, CancellationToken ct)
    {
        _hold = null;
        await store.Fleet.ReleaseAsync(hold.Account, hold.Token, time.GetUtcNow(), ct);
    }

    private async Task<bool> RenewAsync(Hold hold, CancellationToken ct)
    {
        var asked = Moment.Now(time);
        if (await store.Fleet.RenewAsync(hold.Account, hold.Token, terms, ct))
        {
            _hold = hold with { Asked = asked };
            return true;
        }

        _hold = null;
        await store.Events.AppendAsync(LeaseEvents.Lost(hold.Account, hold.Token, time.GetUtcNow()), ct);
        return false;
    }

    private sealed record Hold(AccountKey Account, long Token, Moment Asked);
}
