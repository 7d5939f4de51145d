using XBot.Core.Events;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.Core.Stores;
using XBot.Sandbox;
using XBot.Sql;

namespace XBot.App.Demo;

/// <summary>Reads along in the daemon's store, from beside it.</summary>
internal sealed class DemoWatch(RunnerSettings settings, DemoBaseline baseline, int wanted, SandboxServer sandbox, TimeProvider time) : IAsyncDisposable
{
    private readonly List<StoredEvent> _events = [];
    private readonly long _begun = time.GetTimestamp();
    private IRunnerStore? _store;

    public TimeSpan Elapsed => time.GetElapsedTime(_begun);

    /// <summary>The store's own words about itself; no secret.</summary>
    public string Store => _store?.Description ?? "none";

    /// <summary>What there is now; null while the daemon has no store yet, or nobody can read it just now.</summary>
    public async Task<DemoSnapshot?> LookAsync(CancellationToken ct)
    {
        try
        {
            _store ??= await StoreOpener.OpenForReadingAsync(settings.DatabaseUrl, settings.ProfileDir, settings.RunnerId, ct);
            return _store is null ? null : await ReadAsync(_store, ct);
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreRefusedException)
        {
            // Half made or busy: the daemon says it when it stays so, and the demo has a deadline.
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
    }

    private async Task<DemoSnapshot> ReadAsync(IRunnerStore store, CancellationToken ct)
    {
        // A success's event and its CONFIRMED are one transaction: read in this order no confirmed reply is seen without its event
        // for longer than one look, and the ledger is never behind either.
        var replies = await store.Replies.ListAsync(new ReplyQuery([ReplyState.Confirmed], Limit: int.MaxValue), ct);
        var queue = await store.Replies.CountAsync(null, ct);
        var news = await store.Events.ListAsync(new EventQuery(Limit: int.MaxValue, AfterId: _events.Count > 0 ? _events[^1].Id : baseline.LastEvent), ct);
        _events.AddRange(news.OrderBy(entry => entry.Id));
        return new DemoSnapshot(
            wanted,
            [.. replies.Where(reply => !baseline.Confirmed.Contains(reply.Id)).OrderBy(reply => reply.UpdatedAt).ThenBy(reply => reply.Id)],
            queue,
            [.. _events],
            sandbox.Ledger,
            Elapsed);
    }
}
