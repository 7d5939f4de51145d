using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using XBot.Core.Events;
using XBot.Core.Stores;

namespace XBot.Core.Posting;

/// <summary>Nothing is posted until then.</summary>
public sealed record HoldState(string Reason, DateTimeOffset Until);

/// <summary>A limit of X's own was met: posting rests for a while and goes on by itself. It outlives restarts, and holds for whoever works on the account next.</summary>
/// <param name="facts">The account's.</param>
public sealed class PostingHold(IFactStore facts)
{
    private const string Key = "posting_hold";

    // A clock that was set back must not stretch a rest of hours into days.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Null when nothing holds posting back at <paramref name="now"/>.</summary>
    public async Task<HoldState?> ReadAsync(DateTimeOffset now, CancellationToken ct) =>
        await facts.GetAsync(Key, ct) is { } json && JsonSerializer.Deserialize(json, HoldJson.Default.HoldState) is { } hold
            && now < hold.Until && hold.Until - now <= Longest ? hold : null;

    public Task HoldAsync(string reason, TimeSpan lasts, DateTimeOffset at, CancellationToken ct) => facts.SetAsync(
        Key, JsonSerializer.Serialize(new HoldState(reason, at + lasts), HoldJson.Default.HoldState), at, ct,
        [
            new RunnerEvent(EventTypes.PostingHeld, EventSeverity.Warning, new JsonObject
            {
                ["reason"] = reason,
                ["until"] = StoredTime.Truncate(at + lasts).ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            }, at),
        ]);
}

[JsonSerializable(typeof(HoldState))]
internal sealed partial class HoldJson : JsonSerializerContext;
