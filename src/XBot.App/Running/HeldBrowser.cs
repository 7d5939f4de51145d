using XBot.Core.Browsers;

namespace XBot.App.Running;

/// <summary>The browser check with a person's hand on it: what <c>xbot chrome stop</c> ended is not started again until somebody asks for it.</summary>
public sealed class HeldBrowser(IBrowserCheck browser) : IBrowserCheck
{
    private volatile bool _held;

    public event Action<string> Lost
    {
        add => browser.Lost += value;
        remove => browser.Lost -= value;
    }

    public bool IsHeld
    {
        get => _held;
        set => _held = value;
    }

    public Task<BrowserReport> EnsureAsync(CancellationToken ct) =>
        _held ? Task.FromResult(new BrowserReport(false, "Chrome was stopped by a person: 'xbot chrome start' gives it back")) : browser.EnsureAsync(ct);

    public Task RenewPageAsync(CancellationToken ct) => browser.RenewPageAsync(ct);
}
