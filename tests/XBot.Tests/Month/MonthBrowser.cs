using XBot.Core.Browsers;
using XBot.Core.Sessions;
using XBot.Core.Settings;

namespace XBot.Tests.Month;

/// <summary>Chrome and the session as the world says, for one life of the daemon.</summary>
internal sealed class MonthBrowser(MonthWorld world, MonthClock clock) : IBrowserCheck, ISessionCheck
{
    private const double Hangs = 1.0 / 8000;

    private bool _linked;

    public event Action<string>? Lost;

    public bool IsUp => world.ChromeUp && _linked;

    /// <summary>Chrome dies: the socket tells it at once.</summary>
    public void Lose()
    {
        world.ChromeUp = false;
        if (_linked)
            Lost?.Invoke("Chrome ended (signal 9)");
        _linked = false;
    }

    public async Task<BrowserReport> EnsureAsync(CancellationToken ct)
    {
        if (IsUp)
            return new BrowserReport(true, "our Chrome runs");
        var started = !world.ChromeUp;
        await clock.WorkAsync(TimeSpan.FromSeconds(world.Chance.Next(1, 20)), ct);
        if (started && !world.ChromeCanStart)
            return new BrowserReport(false, "port 9222 is held by another program");
        (world.ChromeUp, _linked) = (true, true);
        return new BrowserReport(true, "our Chrome runs", started, 4711, "Chrome/150");
    }

    public Task RenewPageAsync(CancellationToken ct) => UseAsync(1, ct);

    public Task<RecycledBrowser?> RecycleAsync(CancellationToken ct) => Task.FromResult<RecycledBrowser?>(null);

    public async Task<SessionReport> LookAsync(CancellationToken ct)
    {
        if (!IsUp)
            throw new BrowserLostException("no page of ours is open");
        if (world.Happens(Hangs))
            await clock.NeverAsync(WaitKind.Hang);
        return Report();
    }

    public async Task<SessionReport> LoadAsync(CancellationToken ct)
    {
        await UseAsync(world.Chance.Next(1, 30), ct);
        return Report();
    }

    /// <summary>Something that takes the page so many seconds.</summary>
    public async Task UseAsync(double seconds, CancellationToken ct)
    {
        if (IsUp)
            await clock.WorkAsync(TimeSpan.FromSeconds(seconds), ct);
        if (!IsUp)
            throw new BrowserLostException("our page is gone");
    }

    private SessionReport Report() => world.Session == SessionState.Ok
        ? new SessionReport(SessionState.Ok, world.OurAccount ? "100" : "200", world.OurAccount ? "me" : "somebody", "the account menu is shown", Site.X.Origin + "/home", world.Wall)
        : new SessionReport(world.Session, null, null, "as the month says", Site.X.Origin + "/home", world.Wall);
}
