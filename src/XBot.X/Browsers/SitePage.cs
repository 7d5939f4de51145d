using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using XBot.Chrome;
using XBot.Core.Browsers;

namespace XBot.X.Browsers;

/// <summary>
/// The room's one way to the browser: our page as it is now, with <see cref="ChromeGoneException"/> told as <see cref="BrowserLostException"/>.
/// </summary>
public sealed class SitePage(Func<ChromePage?> current)
{
    /// <summary>Commands that cost the page next to nothing.</summary>
    public static readonly TimeSpan QuickDeadline = TimeSpan.FromSeconds(10);

    public SitePage(ChromeKeeper keeper) : this(() => keeper.Page) { }

    /// <summary>Works with the page. Throws <see cref="BrowserLostException"/> when there is none or it goes away.</summary>
    public async Task<T> UseAsync<T>(Func<ChromePage, Task<T>> work)
    {
        var page = current() ?? throw new BrowserLostException("No page of ours is open.");
        try
        {
            return await work(page).ConfigureAwait(false);
        }
        catch (ChromeGoneException e)
        {
            throw new BrowserLostException(e.Message, e);
        }
    }

    public Task UseAsync(Func<ChromePage, Task> work) => UseAsync(async page =>
    {
        await work(page).ConfigureAwait(false);
        return true;
    });

    /// <summary>One call of an embedded script; see <see cref="ChromePage.CallAsync"/>.</summary>
    public Task<T> CallAsync<T>(string script, JsonElement? argument, JsonTypeInfo<T> result, CancellationToken ct) =>
        UseAsync(page => page.CallAsync(script, argument, result, QuickDeadline, ct));

    public Task<string> UrlAsync(CancellationToken ct) => UseAsync(page => page.UrlAsync(ct));

    public Task<NavigationResult> NavigateAsync(Uri url, TimeSpan deadline, CancellationToken ct) => UseAsync(page => page.NavigateAsync(url, deadline, ct));

    /// <summary>From now until disposed; throws <see cref="BrowserLostException"/> when there is no page.</summary>
    public NetworkWatch Watch(Func<string, bool> wanted)
    {
        var page = current() ?? throw new BrowserLostException("No page of ours is open.");
        try
        {
            return page.Watch(wanted);
        }
        catch (ChromeGoneException e)
        {
            throw new BrowserLostException(e.Message, e);
        }
    }
}
