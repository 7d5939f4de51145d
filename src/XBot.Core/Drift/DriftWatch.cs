using System.Text.Json;
using System.Text.Json.Nodes;
using XBot.Core.Events;
using XBot.Core.Posting;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.Core.Drift;

/// <summary>
/// Keeps what looks like drift until a look shows that it is gone. Seen twice on fresh loads it is certain: DOM_DRIFT once, and where posting needs
/// what is off, a freeze. It outlives restarts.
/// </summary>
public sealed class DriftWatch(IFactStore facts, PostingFreeze freeze, Site site, TimeProvider time)
{
    private const string Key = "dom_drift";

    private readonly HashSet<string> _blank = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<DriftCase>> ReadAsync(CancellationToken ct) =>
        await facts.GetAsync(Key, ct) is { } json ? JsonSerializer.Deserialize(json, DriftJson.Default.IReadOnlyListDriftCase) ?? [] : [];

    /// <summary>Whether the next look at that source should load it afresh: what is suspected is settled by that alone, and a page that showed nothing may be stuck.</summary>
    public async Task<bool> WantsFreshLoadAsync(string source, CancellationToken ct)
    {
        var seen = (await ReadAsync(ct)).Where(one => one.Source == source).ToList();
        if (seen.Count == 0)
            return _blank.Contains(source);
        var since = time.GetUtcNow() - seen.Max(one => one.Last);
        // A look of the future was noted before the clock was set back.
        return seen.Exists(one => !one.IsCertain) || since >= site.DriftLookInterval || since < TimeSpan.Zero;
    }

    /// <returns>What is certain now.</returns>
    public async Task<IReadOnlyList<DriftCase>> NoteAsync(DriftLook look, CancellationToken ct)
    {
        if (look.Blank)
            _blank.Add(look.Source);
        else
            _blank.Remove(look.Source);

        var (now, known) = (time.GetUtcNow(), await ReadAsync(ct));
        var next = known.Where(seen => seen.Source != look.Source || (!look.Conclusive && !Shows(look, seen))).ToList();
        var events = new List<RunnerEvent>();
        foreach (var sign in look.Signs)
        {
            var before = known.FirstOrDefault(seen => seen.Source == look.Source && seen.Name == sign.Name);
            var after = Counted(before, sign, look, now);
            next.Add(after);
            if (after.IsCertain && before is not { IsCertain: true })
                events.Add(Told(after, now));
        }

        if (!next.SequenceEqual(known))
            await facts.SetAsync(Key, next.Count == 0 ? null : JsonSerializer.Serialize(next, DriftJson.Default.IReadOnlyListDriftCase), now, ct, events);
        var certain = next.Where(seen => seen.Source == look.Source && seen.IsCertain && Shows(look, seen)).ToList();
        // Where a person has resumed posting and it is still so, it freezes again.
        if (look.Fresh && certain.Find(seen => seen.TouchesPosting) is { } serious)
            await freeze.FreezeAsync($"the site is not as its readers know it ({serious.Source}): {serious.Detail}", now, ct, FreezeScope.Runner);
        return certain;
    }

    private static bool Shows(DriftLook look, DriftCase seen) => look.Signs.Any(sign => sign.Name == seen.Name);

    private static DriftCase Counted(DriftCase? before, DriftSign sign, DriftLook look, DateTimeOffset now)
    {
        if (before is not null && !look.Fresh)
            return before;
        return new DriftCase(
            look.Source, sign.Name, sign.Detail, sign.TouchesPosting, (before?.Loads ?? 0) + (look.Fresh ? 1 : 0), before?.Since ?? now, now,
            look.Artifacts?.Screenshot ?? before?.Screenshot, look.Artifacts?.Html ?? before?.Html);
    }

    private static RunnerEvent Told(DriftCase seen, DateTimeOffset at) =>
        new(EventTypes.DomDrift, seen.TouchesPosting ? EventSeverity.Error : EventSeverity.Warning, new JsonObject
        {
            ["source"] = seen.Source,
            ["what"] = seen.Name,
            ["detail"] = seen.Detail,
            ["touches_posting"] = seen.TouchesPosting,
            ["loads"] = seen.Loads,
            ["screenshot"] = seen.Screenshot,
            ["html"] = seen.Html,
        }, at);
}
