using XBot.Core.Posting;

namespace XBot.Core.Daemon;

/// <summary>Watches the pause switch twice a second: a pause cancels what runs, a resume wakes the loop.</summary>
public sealed class PauseWatch(IPauseSwitch pause, WakeSignal wake, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(400);

    private readonly Lock _lock = new();
    private CancellationTokenSource _paused = new();
    private bool _wasPaused;

    /// <summary>Cancelled while paused; a fresh one after a resume.</summary>
    public CancellationToken Paused
    {
        get
        {
            lock (_lock)
                return _paused.Token;
        }
    }

    /// <summary>Looks now: after a command that pauses or resumes, and on every tick.</summary>
    public void Look()
    {
        lock (_lock)
        {
            var isPaused = pause.IsPaused;
            if (isPaused == _wasPaused)
                return;
            _wasPaused = isPaused;
            if (isPaused)
                _paused.Cancel();
            else
                _paused = new CancellationTokenSource();
        }

        wake.Wake();
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(Interval, time);
        try
        {
            do
                Look();
            while (await ticks.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // The clean end.
        }
    }

    public void Dispose() => _paused.Dispose();
}
