namespace XBot.Core.Browsers;

/// <summary>
/// How often the browser may be lost within an hour of one daemon's life before it is left alone: a Chrome that dies again and again is a matter for a
/// person, not for a loop. Spent, it opens again when the oldest loss is an hour old. Monotonic time; may be called from any thread.
/// </summary>
/// <param name="perHour">At least 1.</param>
public sealed class RestartBudget(int perHour, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Queue<long> _losses = new();

    /// <summary>Of the last hour.</summary>
    public int Losses
    {
        get
        {
            lock (_lock)
            {
                Forget();
                return _losses.Count;
            }
        }
    }

    /// <summary>How long to leave the browser alone; zero while the budget lasts.</summary>
    public TimeSpan Wait
    {
        get
        {
            lock (_lock)
            {
                Forget();
                return _losses.Count <= perHour ? TimeSpan.Zero : Window - time.GetElapsedTime(_losses.Peek());
            }
        }
    }

    /// <summary>The browser, or its page, was lost without our doing.</summary>
    public void Lost()
    {
        lock (_lock)
        {
            Forget();
            // One more than allowed says everything.
            if (_losses.Count > perHour)
                _losses.Dequeue();
            _losses.Enqueue(time.GetTimestamp());
        }
    }

    /// <summary>A person took it in hand.</summary>
    public void Forgive()
    {
        lock (_lock)
            _losses.Clear();
    }

    private void Forget()
    {
        while (_losses.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Window)
            _losses.Dequeue();
    }
}
