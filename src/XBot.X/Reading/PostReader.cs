using Microsoft.Extensions.Logging;
using XBot.Chrome;
using XBot.Core.Harvesting;
using XBot.Core.Sessions;
using XBot.Core.Settings;
using XBot.X.Browsers;
using XBot.X.Selectors;
using XBot.X.Sessions;

namespace XBot.X.Reading;

/// <summary>
/// Reads posts off the site. A source is read from the page and from the network's answers behind it together:
/// the page says what is there, the answers say it exactly. A page alone is read as it stands.
/// </summary>
public sealed partial class PostReader(
    SitePage page, DomReader dom, SessionReader sessions, RateLimitMemory limits, DriftEvidence evidence,
    SelectorBook book, Site site, ReadingOptions options, TimeProvider time, ILogger<PostReader> log) : IPostReader
{
    private readonly Traveller traveller = new(page, book, site, options, time);

    public async Task<HarvestReport> ReadPageAsync(string path, CancellationToken ct)
    {
        var loaded = await traveller.LoadAsync(path, ct).ConfigureAwait(false);
        var shown = await WaitForPostsAsync(loaded, ct).ConfigureAwait(false);
        var session = await sessions.ReadAsync(loaded, ct).ConfigureAwait(false);
        var outcome = shown.Posts.Count > 0 ? HarvestOutcome.Read : OutcomeWithout(session);
        return new HarvestReport("page", session.Marks.Url, shown.Posts, outcome, Detail(shown.Unreadable, null, session));
    }

    public async Task<HarvestReport> ReadAsync(HarvestSource source, HarvestBounds bounds, CancellationToken ct)
    {
        var since = time.GetTimestamp();
        using var watch = page.Watch(IsTimeline);
        LogReading(log, source);
        var loaded = await traveller.GoAsync(source, bounds.Afresh, ct).ConfigureAwait(false);
        var collected = new PostMerge();
        if (loaded is null)
            await WaitForAnswersAsync(watch, ct).ConfigureAwait(false);
        var shown = await WaitForPostsAsync(loaded, ct).ConfigureAwait(false);
        limits.Note(watch.Exchanges);
        var session = await sessions.ReadAsync(loaded, ct).ConfigureAwait(false);
        var broke = false;
        if (session.Verdict.State == SessionState.Ok)
        {
            collected.Add(shown);
            try
            {
                if (shown.Posts.Count > 0)
                    await ScrollAsync(source, collected, watch, bounds, () => time.GetElapsedTime(since) < (bounds.MaxTime ?? options.MaxTime), ct).ConfigureAwait(false);
            }
            catch (ChromeScriptException)
            {
                // The document went away under the reader: what was read until then counts.
                broke = true;
            }

            await WaitForAnswersAsync(watch, ct).ConfigureAwait(false);
            limits.Note(watch.Exchanges);
            session = await sessions.ReadAsync(loaded, ct).ConfigureAwait(false);
        }
        var merged = collected.With(watch.Exchanges);
        var posts = merged.Posts.Where(post => !post.IsEmbed).Take(bounds.MaxPosts).ToArray();
        var outcome = posts.Length == 0 ? OutcomeWithout(session)
            : session.Verdict.State == SessionState.Ok && !broke ? HarvestOutcome.Read : HarvestOutcome.Partial;
        var fresh = loaded is not null;
        var signs = session.Verdict.State == SessionState.Ok ? DriftSigns.In(merged, session, await LinkedAsync(merged, ct).ConfigureAwait(false), fresh) : [];
        return new HarvestReport(source.ToString(), session.Marks.Url, posts, outcome, Detail(merged.Unreadable, merged, session))
        {
            Drift = signs,
            Fresh = fresh,
            Artifacts = fresh && signs.Count > 0 ? await evidence.KeepAsync(source, signs, ct).ConfigureAwait(false) : null,
        };
    }

    private async Task<IReadOnlyCollection<string>> LinkedAsync(MergedPosts merged, CancellationToken ct)
    {
        if (merged.Articles > 0 || merged.Told.Count == 0)
            return [];
        try
        {
            return await dom.LinkedIdsAsync(ct).ConfigureAwait(false);
        }
        catch (ChromeScriptException)
        {
            return [];
        }
    }

    private async Task ScrollAsync(HarvestSource source, PostMerge collected, NetworkWatch watch, HarvestBounds bounds, Func<bool> inTime, CancellationToken ct)
    {
        // A virtualised list keeps only what is near: each step is shorter than the viewport, so that no row is jumped over.
        const double Step = 0.8;
        const int Patience = 2;
        var idle = 0;
        for (var scroll = 0; scroll < bounds.MaxScrolls && collected.Count < bounds.MaxPosts && idle < Patience && inTime(); scroll++)
        {
            var view = await page.CallAsync(PageView.Script, null, ReadingJson.Default.PageView, ct).ConfigureAwait(false);
            await page.UseAsync(open => open.ScrollAsync(view.Width / 2, view.Height / 2, view.Height * Step, ct)).ConfigureAwait(false);
            idle = await WaitForNewAsync(collected, watch, view, ct).ConfigureAwait(false) ? 0 : idle + 1;
            LogScrolled(log, source, collected.Count, scroll + 1);
        }
    }

    /// <summary>True when new posts came, or when the page moved on without any (a long post, a row of suggestions).</summary>
    private async Task<bool> WaitForNewAsync(PostMerge collected, NetworkWatch watch, PageView before, CancellationToken ct)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            if (collected.Add(await dom.ReadAsync(ct).ConfigureAwait(false)))
                return true;
            var view = await page.CallAsync(PageView.Script, null, ReadingJson.Default.PageView, ct).ConfigureAwait(false);
            if (!view.AtEnd && view.Top >= before.Top + (before.Height / 2))
                return true;
            var waited = time.GetElapsedTime(since);
            var nothingComes = view.AtEnd && waited >= options.QuietTime && watch.Exchanges.All(exchange => exchange.Done);
            if (nothingComes || waited >= options.ScrollDeadline)
                return false;
            await Task.Delay(options.Pause, time, ct).ConfigureAwait(false);
        }
    }

    /// <summary>The page once its posts stand still, or as it is at the deadline.</summary>
    private async Task<DomPage> WaitForPostsAsync(NavigationResult? loaded, CancellationToken ct)
    {
        if (loaded?.Error is not null)
            return DomPage.Nothing;
        var since = time.GetTimestamp();
        DomPage? last = null;
        while (true)
        {
            try
            {
                var shown = await dom.ReadAsync(ct).ConfigureAwait(false);
                var still = shown.Articles > 0 && last is not null && shown.Articles == last.Articles;
                last = shown;
                if (still || time.GetElapsedTime(since) >= options.ContentDeadline)
                    return shown;
            }
            catch (ChromeScriptException)
            {
                // The document was replaced under the script: look again, while there is time.
                if (time.GetElapsedTime(since) >= options.ContentDeadline)
                    return last ?? DomPage.Nothing;
            }

            var session = last?.Articles > 0 ? null : await sessions.GlanceAsync(ct).ConfigureAwait(false);
            if (session is not null && (session.Marks.Settled || IsRefusal(session.Verdict.State) || session.Marks.EmptyState))
                return last ?? DomPage.Nothing;
            await Task.Delay(options.Pause, time, ct).ConfigureAwait(false);
        }
    }

    // Bodies arrive a moment after the posts that they made.
    private async Task WaitForAnswersAsync(NetworkWatch watch, CancellationToken ct)
    {
        var since = time.GetTimestamp();
        while (watch.Exchanges.Any(exchange => !exchange.Done) && time.GetElapsedTime(since) < options.ScrollDeadline)
            await Task.Delay(options.Pause, time, ct).ConfigureAwait(false);
    }

    private static HarvestOutcome OutcomeWithout(SessionReading session) => session.Verdict.State switch
    {
        SessionState.NotRendering => HarvestOutcome.NeverLoaded,
        SessionState.Ok => session.Marks is { EmptyState: true } or { Settled: true } or { Cells: > 0 } or { ErrorDetail: true } ? HarvestOutcome.Empty : HarvestOutcome.NeverLoaded,
        SessionState.Unknown => session.Marks.Settled ? HarvestOutcome.Empty : HarvestOutcome.NeverLoaded,
        _ => HarvestOutcome.SessionRefused,
    };

    private static bool IsRefusal(SessionState state) => state is not (SessionState.Ok or SessionState.Unknown or SessionState.NotRendering);

    private bool IsTimeline(string url) => site.OwnsApi(url) && SelectorNames.Timelines.Any(name => new Uri(url).AbsolutePath.EndsWith("/" + book[name], StringComparison.Ordinal));

    private static string? Detail(int unreadable, MergedPosts? merged, SessionReading session)
    {
        var parts = new List<string>();
        if (session.Verdict.State != SessionState.Ok)
            parts.Add(session.Verdict.Reason);
        if (unreadable > 0)
            parts.Add($"{unreadable} posts could not be read");
        if (merged is { Disagreements.Count: > 0 })
            parts.Add($"page and network disagree on {string.Join(", ", merged.Disagreements)}");
        if (merged is { Missing.Count: > 0 })
            parts.Add($"answers lack {string.Join(", ", merged.Missing)}");
        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    [LoggerMessage(LogLevel.Information, "Reading {Source}")]
    private static partial void LogReading(ILogger log, HarvestSource source);

    [LoggerMessage(LogLevel.Information, "{Source}: {Posts} posts after {Scrolls} scrolls")]
    private static partial void LogScrolled(ILogger log, HarvestSource source, int posts, int scrolls);
}
