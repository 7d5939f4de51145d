using XBot.App.CommandLine;
using XBot.Core.Browsers;

namespace XBot.App.Running;

/// <summary>
/// The browser check with a person's hand on it: what <c>xbot chrome stop</c> ended is not started again until somebody asks for it, and what was lent
/// to <c>xbot login</c> not before it is given back.
/// </summary>
public sealed class HeldBrowser(IBrowserCheck browser) : IBrowserCheck
{
    private volatile bool _held;
    private volatile bool _lent;

    public event Action<string> Lost
    {
        add => browser.Lost += value;
        remove => browser.Lost -= value;
    }

    /// <summary>Raised when nobody holds it any more.</summary>
    public event Action? Free;

    /// <summary>Stopped by a person.</summary>
    public bool IsHeld
    {
        get => _held;
        set => _held = value;
    }

    /// <summary>Another process of ours works with Chrome's profile and port.</summary>
    public bool IsLent
    {
        get => _lent;
        set
        {
            _lent = value;
            if (!value)
                Free?.Invoke();
        }
    }

    public bool IsUp => browser.IsUp;

    /// <summary>Somebody asks for it: a stop is over. Throws with exit code 6 while it is lent.</summary>
    public void Claim()
    {
        if (_lent)
            throw new CommandException(ExitCodes.AlreadyHeld, "Chrome is lent to 'xbot login': finish it or end it with Ctrl-C first");
        if (!_held)
            return;
        _held = false;
        Free?.Invoke();
    }

    public Task<BrowserReport> EnsureAsync(CancellationToken ct) =>
        _lent ? Task.FromResult(new BrowserReport(false, "Chrome is lent to 'xbot login' until somebody is signed in there")) :
        _held ? Task.FromResult(new BrowserReport(false, "Chrome was stopped by a person: 'xbot chrome start' gives it back")) :
        browser.EnsureAsync(ct);

    public Task<RecycledBrowser?> RecycleAsync(CancellationToken ct) => _held || _lent ? Task.FromResult<RecycledBrowser?>(null) : browser.RecycleAsync(ct);

    public Task RenewPageAsync(CancellationToken ct) => browser.RenewPageAsync(ct);
}
