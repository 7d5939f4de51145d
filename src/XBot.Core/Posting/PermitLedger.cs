using System.Text.Json;
using System.Text.Json.Serialization;
using XBot.Core.Stores;

namespace XBot.Core.Posting;

/// <summary>
/// How many clicks were permitted within an hour and a day of time that really passed. The store's ledger goes by the wall clock; this one goes by the
/// monotonic clock, which all processes share until the machine starts anew: a wall clock that jumps ahead makes no room for more replies, nor does a
/// restart of ours after it. Time asleep does not count as passed.
/// </summary>
/// <param name="boot">Names the machine's run since its start; null when it is unknown: then a restart of ours forgets.</param>
internal sealed class PermitLedger(IFactStore facts, string? boot, TimeProvider time)
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private const string Key = "click_permits";

    private List<TimeSpan>? _permits;

    private TimeSpan Lived => time.GetElapsedTime(0, time.GetTimestamp());

    /// <summary>To be awaited before the permit is given out: one that is not written down is not given.</summary>
    public async Task NoteAsync(DateTimeOffset at, CancellationToken ct)
    {
        List<TimeSpan> next = [.. await ReadAsync(ct), Lived];
        if (boot is not null)
            await facts.SetAsync(Key, JsonSerializer.Serialize(new PermitTimes(boot, next), PermitJson.Default.PermitTimes), at, ct);
        _permits = next;
    }

    public async Task<int> WithinAsync(TimeSpan window, CancellationToken ct)
    {
        var now = Lived;
        return (await ReadAsync(ct)).Count(permit => now - permit < window);
    }

    private async Task<IReadOnlyList<TimeSpan>> ReadAsync(CancellationToken ct)
    {
        _permits ??= await facts.GetAsync(Key, ct) is { } json && JsonSerializer.Deserialize(json, PermitJson.Default.PermitTimes) is { } kept && kept.Boot == boot ? [.. kept.Times] : [];
        var now = Lived;
        _permits.RemoveAll(permit => now - permit >= Longest);
        return _permits;
    }
}

/// <param name="Times">By the monotonic clock, since the machine's start.</param>
internal sealed record PermitTimes(string Boot, IReadOnlyList<TimeSpan> Times);

[JsonSerializable(typeof(PermitTimes))]
internal sealed partial class PermitJson : JsonSerializerContext;
