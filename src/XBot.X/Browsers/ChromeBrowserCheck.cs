using XBot.Chrome;
using XBot.Core.Browsers;

namespace XBot.X.Browsers;

/// <summary>Core's view of the Chrome keeper.</summary>
public sealed class ChromeBrowserCheck(ChromeKeeper keeper) : IBrowserCheck
{
    public event Action<string> Lost
    {
        add => keeper.Lost += value;
        remove => keeper.Lost -= value;
    }

    public bool IsUp => keeper.Page is not null;

    public async Task<BrowserReport> EnsureAsync(CancellationToken ct)
    {
        try
        {
            var (status, started) = await keeper.EnsureAsync(ct).ConfigureAwait(false);
            return new BrowserReport(status.State == ChromeState.Running, status.Detail, started, status.Pid, status.Version);
        }
        catch (Exception e) when (e is ChromeUnavailableException or ChromeGoneException)
        {
            return new BrowserReport(false, e.Message);
        }
    }

    public async Task<RecycledBrowser?> RecycleAsync(CancellationToken ct)
    {
        try
        {
            var recycled = await keeper.RecycleAsync(ct).ConfigureAwait(false);
            return recycled is null ? null : new RecycledBrowser(recycled.What == Recycled.Page ? "page" : "chrome", recycled.Because);
        }
        catch (Exception e) when (e is ChromeUnavailableException or ChromeGoneException)
        {
            throw new BrowserLostException(e.Message, e);
        }
    }

    public async Task RenewPageAsync(CancellationToken ct)
    {
        try
        {
            await keeper.RenewPageAsync(ct).ConfigureAwait(false);
        }
        catch (ChromeGoneException e)
        {
            throw new BrowserLostException(e.Message, e);
        }
    }
}
