using System.Collections.Concurrent;

namespace XBot.Core.Daemon;

/// <summary>The wall clock left the monotonic one behind, or fell behind it.</summary>
/// <param name="By">How far the wall clock went more than the time that the process lived through; negative when it was set back.</param>
/// <param name="At">When it was noticed, by the wall clock.</param>
public sealed record ClockDrift(TimeSpan By, DateTimeOffset At);

/// <summary>
/// Notices that the machine slept: the monotonic clock of Linux and macOS stands still then, the wall clock does not. A clock that was set looks the
/// same, and means the same to the loop: what it knew about "now" is old, so it checks at once. Slots missed meanwhile are not made up for.
/// </summary>
public sealed class ClockWatch(WakeSignal wake, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Above what a clock daemon's slewing and a late timer can add up to between two looks.
    private static readonly TimeSpan Threshold = TimeSpan.FromSeconds(5);

    private readonly ConcurrentQueue<ClockDrift> _drifts = new();
    private readonly Lock _lock = new();
    private (long Monotonic, DateTimeOffset Wall) _last = (time.GetTimestamp(), time.GetUtcNow());

    /// <summary>The oldest drift that nobody has written down yet; null when there is none.</summary>
    public ClockDrift? Oldest => _drifts.TryPeek(out var drift) ? drift : null;

    /// <summary>The oldest drift has been written down.</summary>
    public void Forget() => _drifts.TryDequeue(out _);

    /// <summary>Compares both clocks with the last look; wakes the loop when they parted.</summary>
    public void Look()
    {
        lock (_lock)
        {
            var (monotonic, wall) = (time.GetTimestamp(), time.GetUtcNow());
            var by = wall - _last.Wall - time.GetElapsedTime(_last.Monotonic, monotonic);
            _last = (monotonic, wall);
            if (by.Duration() < Threshold)
                return;
            _drifts.Enqueue(new ClockDrift(by, wall));
        }

        wake.Wake();
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(Interval, time);
        try
        {
            while (await ticks.WaitForNextTickAsync(stop))
                Look();
        }
        catch (OperationCanceledException)
        {
            // The clean end.
        }
    }
}
