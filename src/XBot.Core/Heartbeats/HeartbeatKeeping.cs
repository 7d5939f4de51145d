using XBot.Core.Stores;

namespace XBot.Core.Heartbeats;

/// <summary>
/// Keeps what the store does not take, and hands it over, oldest first, before the next one that it takes. Whether the store took one whose answer
/// was lost is the store's to know: it writes none twice (<see cref="IHeartbeatStore.RecordKeptAsync"/>).
/// </summary>
public sealed class HeartbeatKeeping(IHeartbeatStore store, IKeptHeartbeats kept) : IHeartbeatStore
{
    private const int Batch = 100;

    public async Task RecordAsync(Heartbeat beat, CancellationToken ct)
    {
        try
        {
            while (kept.All is { Count: > 0 } waiting)
            {
                var batch = waiting.Take(Batch).ToList();
                await store.RecordKeptAsync(batch, ct);
                kept.Drop(batch.Count);
            }

            await store.RecordAsync(beat, ct);
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreRefusedException)
        {
            kept.Add(beat);
            throw;
        }
    }

    public Task RecordKeptAsync(IReadOnlyList<Heartbeat> beats, CancellationToken ct) => store.RecordKeptAsync(beats, ct);

    public Task<JobHeartbeat?> ReadAsync(CancellationToken ct) => store.ReadAsync(ct);
}
