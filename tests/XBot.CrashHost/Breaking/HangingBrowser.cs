using XBot.Core.Browsers;

namespace XBot.CrashHost.Breaking;

/// <summary>Blocks the very thread that asks, as a system call would that never returns.</summary>
internal sealed class HangingBrowser(IBrowserCheck inner, LeapingClock clock) : IBrowserCheck
{
    public event Action<string> Lost
    {
        add => inner.Lost += value;
        remove => inner.Lost -= value;
    }

    public bool IsUp => inner.IsUp;

    public Task<RecycledBrowser?> RecycleAsync(CancellationToken ct) => inner.RecycleAsync(ct);

    public Task RenewPageAsync(CancellationToken ct) => inner.RenewPageAsync(ct);

    public Task<BrowserReport> EnsureAsync(CancellationToken ct)
    {
        clock.Leap(TimeSpan.FromHours(1));
        Thread.Sleep(Timeout.Infinite);
        return inner.EnsureAsync(ct);
    }
}
