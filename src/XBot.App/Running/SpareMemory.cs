namespace XBot.App.Running;

/// <summary>
/// Hands what a round no longer needs back to the system before the sleep that follows. The collector works for those who allocate: a daemon that sleeps for a minute
/// would hold a round's garbage for just that minute, and what little outlives its rounds for days.
/// </summary>
internal sealed class SpareMemory(TimeProvider time)
{
    /// <summary>Between two collections, however short the rounds are.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private long? _last;

    /// <summary>Milliseconds, on a heap of a few MiB. Returns whether it was due.</summary>
    public bool GiveBack()
    {
        if (_last is { } last && time.GetElapsedTime(last) < Pause)
            return false;
        _last = time.GetTimestamp();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return true;
    }
}
