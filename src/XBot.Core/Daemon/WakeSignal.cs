namespace XBot.Core.Daemon;

/// <summary>Ends the loop's sleep at once: lost Chrome, pause, resume, a person's command.</summary>
public sealed class WakeSignal(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _woken = new(0, 1);

    public void Wake()
    {
        try
        {
            _woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
        }
    }

    /// <summary>Sleeps, at most until <see cref="Wake"/>; a wake that came before ends it at once. Throws when cancelled.</summary>
    public async Task SleepAsync(TimeSpan howLong, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var woken = _woken.WaitAsync(either.Token);
        var slept = Task.Delay(howLong, time, either.Token);
        await Task.WhenAny(woken, slept);
        await either.CancelAsync();
        await Task.WhenAll(woken, slept).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
    }

    public void Dispose() => _woken.Dispose();
}
