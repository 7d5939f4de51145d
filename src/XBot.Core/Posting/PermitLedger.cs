namespace XBot.Core.Posting;

/// <summary>
/// How many clicks this process permitted within an hour of time that really passed. The store's ledger goes by the wall clock and survives restarts;
/// this one goes by the monotonic clock: a wall clock that jumps ahead makes no room for more replies. Time asleep does not count as passed.
/// </summary>
internal sealed class PermitLedger(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Queue<long> _permits = new();

    public void Note() => _permits.Enqueue(time.GetTimestamp());

    public int WithinAnHour()
    {
        while (_permits.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Window)
            _permits.Dequeue();
        return _permits.Count;
    }
}
