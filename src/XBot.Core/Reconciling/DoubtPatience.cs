using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.Core.Reconciling;

/// <summary>
/// How long each reply in doubt has been looked for. It outlives restarts: a daemon that is started every few minutes must ask a person some day too.
/// So must an account that several runners share by turns. It counts looking and not waiting: a machine that was off for a night has not looked, so that the time between two looks counts for two intervals at most.
/// </summary>
/// <param name="facts">The account's.</param>
public sealed class DoubtPatience(IFactStore facts, Site site)
{
    private const string Key = "reply_looks";

    /// <summary>Notes the beginning of a look. Null when the last one is too short a time ago; otherwise how long it has been looked for.</summary>
    public async Task<TimeSpan?> BeginAsync(long replyId, DateTimeOffset now, CancellationToken ct)
    {
        var all = await ReadAsync(ct);
        var looks = all.GetValueOrDefault(Name(replyId)) ?? new Looks(0, null);
        // A clock that was set back must not put off the next look.
        var gap = looks.Last is { } last && last <= now ? now - last : (TimeSpan?)null;
        if (gap < site.LookInterval)
            return null;
        var longest = site.LookInterval * 2;
        var spent = TimeSpan.FromMilliseconds(looks.SpentMs) + (gap is not { } since ? TimeSpan.Zero : since < longest ? since : longest);
        await WriteAsync(all, replyId, new Looks(spent.TotalMilliseconds, now), now, ct);
        return spent;
    }

    /// <summary>It is settled.</summary>
    public async Task ForgetAsync(long replyId, DateTimeOffset now, CancellationToken ct) => await WriteAsync(await ReadAsync(ct), replyId, null, now, ct);

    private async Task<Dictionary<string, Looks>> ReadAsync(CancellationToken ct) =>
        await facts.GetAsync(Key, ct) is { } json ? JsonSerializer.Deserialize(json, PatienceJson.Default.DictionaryStringLooks) ?? [] : [];

    private Task WriteAsync(Dictionary<string, Looks> all, long replyId, Looks? looks, DateTimeOffset at, CancellationToken ct)
    {
        if (looks is null)
            all.Remove(Name(replyId));
        else
            all[Name(replyId)] = looks;
        return facts.SetAsync(Key, all.Count == 0 ? null : JsonSerializer.Serialize(all, PatienceJson.Default.DictionaryStringLooks), at, ct);
    }

    private static string Name(long replyId) => replyId.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Last">When the last look began.</param>
internal sealed record Looks(double SpentMs, DateTimeOffset? Last);

[JsonSerializable(typeof(Dictionary<string, Looks>))]
internal sealed partial class PatienceJson : JsonSerializerContext;
