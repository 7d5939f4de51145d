using System.Text.Json;
using XBot.Chrome;
using XBot.Core.Harvesting;
using XBot.Core.Settings;
using XBot.X.Browsers;
using XBot.X.Selectors;

namespace XBot.X.Reading;

/// <summary>The click's question: <c>{"selector":"…"}</c>.</summary>
internal sealed record PlaceQuestion(string Selector);

/// <summary>
/// Gets to a source. Home is reached inside the app, by a trusted click on its tab, where the app is alive:
/// each full load of /home costs the session trust (reloading it 2–3 times a minute ended in a logout).
/// </summary>
internal sealed class Traveller(SitePage page, SelectorBook book, Site site, ReadingOptions options, TimeProvider time)
{
    private static readonly string Place = PageScript.Load("Reading/place.js");

    public static string PathOf(HarvestSource source) => source.Kind switch
    {
        HarvestKind.Home => "/home",
        HarvestKind.Handle => "/" + Uri.EscapeDataString((source.Value ?? "").TrimStart('@')),
        _ => $"/search?q={Uri.EscapeDataString(source.Value ?? "")}&src=typed_query&f=live",
    };

    /// <summary>Null when the app itself went there; otherwise how the document loaded.</summary>
    public async Task<NavigationResult?> GoAsync(HarvestSource source, bool afresh, CancellationToken ct)
    {
        if (!afresh && source.Kind == HarvestKind.Home && await ClickHomeAsync(ct).ConfigureAwait(false))
        {
            try
            {
                await ToTopAsync(ct).ConfigureAwait(false);
                return null;
            }
            catch (ChromeScriptException)
            {
                // The document was replaced on the way.
            }
        }

        return await LoadAsync(PathOf(source), ct).ConfigureAwait(false);
    }

    public Task<NavigationResult> LoadAsync(string path, CancellationToken ct) => page.NavigateAsync(site.At(path), options.LoadDeadline, ct);

    // The app keeps the place where its timeline was left, far down among old posts: a harvest begins with the newest. At the top, the tab asks for what came since.
    private async Task ToTopAsync(CancellationToken ct)
    {
        var since = time.GetTimestamp();
        while (await page.CallAsync(PageView.Script, null, ReadingJson.Default.PageView, ct).ConfigureAwait(false) is { Top: > 0 } view)
        {
            if (time.GetElapsedTime(since) >= options.ScrollDeadline)
                return;
            await page.UseAsync(open => open.ScrollAsync(view.Width / 2, view.Height / 2, -view.Top, ct)).ConfigureAwait(false);
            await Task.Delay(options.Pause, time, ct).ConfigureAwait(false);
        }

        await ClickHomeAsync(ct).ConfigureAwait(false);
    }

    private async Task<bool> ClickHomeAsync(CancellationToken ct)
    {
        if (!site.Owns(await page.UrlAsync(ct).ConfigureAwait(false)))
            return false;
        var question = JsonSerializer.SerializeToElement(new PlaceQuestion(book[SelectorNames.HomeTab]), ReadingJson.Default.PlaceQuestion);
        ElementPlace? place;
        try
        {
            place = await page.CallAsync(Place, question, ReadingJson.Default.ElementPlace, ct).ConfigureAwait(false);
        }
        catch (ChromeScriptException)
        {
            return false;
        }
        if (place is null)
            return false;
        await page.UseAsync(open => open.ClickAsync(place.X, place.Y, ct)).ConfigureAwait(false);
        var since = time.GetTimestamp();
        while (time.GetElapsedTime(since) < options.ScrollDeadline)
        {
            if (new Uri(await page.UrlAsync(ct).ConfigureAwait(false)).AbsolutePath == "/home")
                return true;
            await Task.Delay(options.Pause, time, ct).ConfigureAwait(false);
        }
        return false;
    }
}
