using XBot.Chrome;
using XBot.Core.Settings;
using XBot.X.Browsers;
using XBot.X.Selectors;

namespace XBot.X.Sessions;

/// <summary>Reads the session's state off the open page, waiting for one that is still coming up. Loads nothing.</summary>
public sealed class SessionReader(SitePage page, SelectorBook book, Site site, SessionOptions options, RateLimitMemory limits, TimeProvider time)
{
    private static readonly string Marks = PageScript.Load("Sessions/marks.js");

    /// <summary>What the page shows now, and the verdict on it.</summary>
    /// <param name="loaded">How the document came, when this look loaded it.</param>
    public async Task<SessionReading> ReadAsync(NavigationResult? loaded, CancellationToken ct)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            var reading = await ReadOnceAsync(loaded, ct).ConfigureAwait(false);
            if (!reading.Verdict.Undecided || reading.Marks.Settled || IsHopeless(reading) || time.GetElapsedTime(since) >= options.MarkDeadline)
                return reading;
            await Task.Delay(options.Pause, time, ct).ConfigureAwait(false);
        }
    }

    /// <summary>What the page shows this moment, without waiting.</summary>
    public Task<SessionReading> GlanceAsync(CancellationToken ct) => ReadOnceAsync(null, ct);

    private async Task<SessionReading> ReadOnceAsync(NavigationResult? loaded, CancellationToken ct)
    {
        PageMarks marks;
        try
        {
            marks = await page.CallAsync(Marks, book.Argument, SessionJson.Default.PageMarks, ct).ConfigureAwait(false);
        }
        catch (ChromeScriptException)
        {
            // The document went away under the script (a redirect): what is known is its address.
            marks = new PageMarks { Url = await page.UrlAsync(ct).ConfigureAwait(false) };
        }
        var cookies = await page.UseAsync(open => open.CookiesAsync(site.At("/"), ct)).ConfigureAwait(false);
        var account = AccountCookie.AccountIdOf(cookies.FirstOrDefault(cookie => cookie.Name == AccountCookie.Name)?.Value);
        var around = new SessionSurroundings(site.Origin, loaded?.Status, loaded?.Error, limits.Current, account is not null);
        return new SessionReading(SessionPolicy.Decide(marks, around), marks, around, account);
    }

    // Another origin, or a browser's own error page, does not turn into ours by waiting.
    private bool IsHopeless(SessionReading reading) =>
        reading.Surroundings.NavigationError is not null
        || (reading.Marks.Loaded && reading.Marks.Url.Length > 0 && !site.Owns(reading.Marks.Url));
}

/// <param name="AccountId">From the session's cookie; null when there is none.</param>
public sealed record SessionReading(SessionVerdict Verdict, PageMarks Marks, SessionSurroundings Surroundings, string? AccountId)
{
    public SessionEvidence Evidence => new(Verdict.State.ToString(), Verdict.Reason, Verdict.Found, Verdict.Missing, Marks, Surroundings);
}
