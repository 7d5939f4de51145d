using XBot.Core.Stores;

namespace XBot.Core.Heartbeats;

/// <summary>
/// Keeps what the store does not take, and hands it over, oldest first, before the next one that it takes. Whether the store took one whose answer
/// was lost is the store's to know: it writes none twice (<see cref="IHeartbeatStore.RecordKeptAsync"/>).
/// </summary>
/// <param name="handedOver">Called after each batch: after a weekend away there are many, over a slow line.</param>
public sealed class HeartbeatKeeping(IHeartbeatStore store, IKeptHeartbeats kept, Action? handedOver = null) : IHeartbeatStore
{
    // Each costs some round trips, and the whole of a batch a stage's minute at most.
    private const int Batch = 10;

    public async Task RecordAsync(Heartbeat beat, CancellationToken ct)
    {
        try
        {
            while (kept.All is { Count: > 0 } waiting)
            {
                var batch = waiting.Take(Batch).ToList();
                await HandOverAsync(batch, ct);
                kept.Drop(batch.Count);
                handedOver?.Invoke();
            }

            await store.RecordAsync(beat, ct);
        }
        catch (Exception e) when (IsStores(e))
        {
            kept.Add(beat);
            throw;
        }
    }

    /// <summary>One that the store refuses for what is in it goes: it would hold back all that come after it, for ever.</summary>
    private async Task HandOverAsync(List<Heartbeat> batch, CancellationToken ct)
    {
        try
        {
            await store.RecordKeptAsync(batch, ct);
        }
        catch (Exception e) when (!IsStores(e) && e is not OperationCanceledException)
        {
            // One of these: each alone shows which.
            foreach (var beat in batch.Count > 1 ? batch : [])
                await HandOverAsync([beat], ct);
        }
    }

    private static bool IsStores(Exception e) => e is StoreUnavailableException or StoreRefusedException;

    public Task RecordKeptAsync(IReadOnlyList<Heartbeat> beats, CancellationToken ct) => store.RecordKeptAsync(beats, ct);

    public Task<JobHeartbeat?> ReadAsync(CancellationToken ct) => store.ReadAsync(ct);
}
