namespace XBot.Core.Heartbeats;

/// <summary>
/// Keeps what the store does not take, and hands it over, oldest first, before the next one that it takes. Whether the store took one whose answer
/// was lost is the store's to know: it writes none twice (<see cref="IHeartbeatStore.RecordKeptAsync"/>).
/// </summary>
/// <param name="handedOver">Called after each batch: after a weekend away there are many, over a slow line.</param>
public sealed class HeartbeatKeeping(IHeartbeatStore store, IKeptHeartbeats kept, Action? handedOver = null) : IHeartbeatStore
{
    private const int Batch = 50;

    public async Task RecordAsync(Heartbeat beat, CancellationToken ct)
    {
        try
        {
            while (kept.All is { Count: > 0 } waiting)
            {
                var batch = waiting.Take(Batch).ToList();
                await store.RecordKeptAsync(batch, ct);
                kept.Drop(batch.Count);
                handedOver?.Invoke();
            }

            await store.RecordAsync(beat, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            kept.Add(beat);
            throw;
        }
    }

    public Task RecordKeptAsync(IReadOnlyList<Heartbeat> beats, CancellationToken ct) => store.RecordKeptAsync(beats, ct);

    public Task<JobHeartbeat?> ReadAsync(CancellationToken ct) => store.ReadAsync(ct);
}
