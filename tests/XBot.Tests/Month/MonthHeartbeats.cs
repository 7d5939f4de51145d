using XBot.Core.Heartbeats;

namespace XBot.Tests.Month;

/// <summary>The store's heartbeats: notes in the month's record those of a cycle, and only once the store has them.</summary>
internal sealed class MonthHeartbeats(MonthWorld world) : IHeartbeatStore
{
    public async Task RecordAsync(Heartbeat beat, CancellationToken ct)
    {
        await world.Store.Heartbeats.RecordAsync(beat, ct);
        Note(world, beat);
    }

    // Noted when they were kept.
    public Task RecordKeptAsync(IReadOnlyList<Heartbeat> beats, CancellationToken ct) => world.Store.Heartbeats.RecordKeptAsync(beats, ct);

    public Task<JobHeartbeat?> ReadAsync(CancellationToken ct) => world.Store.Heartbeats.ReadAsync(ct);

    // The one that goes with a lost Chrome is written in the middle of a cycle and says nothing of its end.
    public static void Note(MonthWorld world, Heartbeat beat)
    {
        if (beat.Details["cycle"] is not null)
            world.Record.Beats.Add(new Beat(world.Awake, world.Life));
    }
}

/// <summary>The file in the profile that keeps heartbeats while the store is away: it outlives the daemon's lives.</summary>
internal sealed class MonthKeep(MonthWorld world) : IKeptHeartbeats
{
    private readonly List<Heartbeat> _all = [];

    public IReadOnlyList<Heartbeat> All => _all;

    public void Add(Heartbeat beat)
    {
        _all.Add(beat);
        MonthHeartbeats.Note(world, beat);
        world.Count("heartbeats kept while the store was away");
    }

    public void Drop(int count) => _all.RemoveRange(0, count);
}
