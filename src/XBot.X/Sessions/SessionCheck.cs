using System.Text.Json;
using XBot.Core.Daemon;
using XBot.Core.Sessions;
using XBot.Core.Settings;
using XBot.X.Browsers;
using XBot.X.Evidence;

namespace XBot.X.Sessions;

/// <summary>
/// Tells the state of our session. The open page is looked at as it is; /home is loaded when the open page is not of our site,
/// or when the last load is older than <see cref="SessionOptions.ReloadInterval"/>. Every refusal leaves evidence.
/// </summary>
public sealed class SessionCheck(
    SitePage page, SessionReader reader, SnapshotReader snapshots, EvidenceFolder evidence,
    RateLimitMemory limits, Site site, SessionOptions options, TimeProvider time) : ISessionCheck
{
    private Moment? lastLoad;
    private (SessionState State, string Reason, Moment At, ArtifactPaths Paths)? lastRefusal;

    public async Task<SessionReport> LookAsync(CancellationToken ct)
    {
        var loadedAt = lastLoad ??= Moment.Now(time);
        var url = await page.UrlAsync(ct).ConfigureAwait(false);
        if (!site.Owns(url) || loadedAt.Ago(time) >= options.ReloadInterval)
            return await LoadAsync(ct).ConfigureAwait(false);
        var reading = await reader.ReadAsync(loaded: null, ct).ConfigureAwait(false);
        return await ReportAsync(reading, kept: null, ct).ConfigureAwait(false);
    }

    public async Task<SessionReport> LoadAsync(CancellationToken ct)
    {
        SessionReading reading;
        using (var watch = page.Watch(site.OwnsApi))
        {
            var loaded = await page.NavigateAsync(site.At("/home"), options.LoadDeadline, ct).ConfigureAwait(false);
            lastLoad = Moment.Now(time);
            reading = await reader.ReadAsync(loaded, ct).ConfigureAwait(false);
            limits.Note(watch.Exchanges);
            if (reading.Surroundings.RateLimit is null && limits.Current is not null)
                reading = await reader.ReadAsync(loaded, ct).ConfigureAwait(false);
        }
        var snapshot = await snapshots.TakeAsync(ct).ConfigureAwait(false);
        var paths = evidence.KeepSessionCheck(snapshot);
        if (reading.Verdict.State != SessionState.Ok)
            KeepRefusal(reading, snapshot);
        return await ReportAsync(reading, paths, ct).ConfigureAwait(false);
    }

    private async Task<SessionReport> ReportAsync(SessionReading reading, ArtifactPaths? kept, CancellationToken ct)
    {
        var verdict = reading.Verdict;
        if (verdict.State == SessionState.Ok)
            lastRefusal = null;
        else if (kept is null)
            kept = IsKept(verdict) ? lastRefusal!.Value.Paths : KeepRefusal(reading, await snapshots.TakeAsync(ct).ConfigureAwait(false));
        return new SessionReport(verdict.State, reading.AccountId, reading.Marks.OwnHandle, verdict.Reason, reading.Marks.Url, time.GetUtcNow(), kept);
    }

    private ArtifactPaths KeepRefusal(SessionReading reading, PageSnapshot snapshot)
    {
        var json = JsonSerializer.Serialize(reading.Evidence, SessionJson.Default.SessionEvidence);
        var paths = evidence.Keep($"session-{reading.Verdict.State}", snapshot, json);
        lastRefusal = (reading.Verdict.State, reading.Verdict.Reason, Moment.Now(time), paths);
        return paths;
    }

    // A state that lasts for hours would push every other piece of evidence out of the folder.
    private bool IsKept(SessionVerdict verdict) =>
        lastRefusal is { } last && last.State == verdict.State && last.Reason == verdict.Reason && last.At.Ago(time) < options.EvidenceInterval;

}
