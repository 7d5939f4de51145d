using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using XBot.Core.Events;
using XBot.Core.Posting;
using XBot.Core.Stores;

namespace XBot.Core.Reconciling;

/// <param name="Why">What showed that the store does not know all that was posted.</param>
/// <param name="ReadAt">When our recent replies were first read whole; null before.</param>
public sealed record GapState(string Why, DateTimeOffset At, DateTimeOffset? ReadAt);

/// <summary>
/// The store does not know all that this profile posted: it was restored, imported or made anew. While this stands the gate is shut, whoever lifts
/// the freeze that goes with it; reading our recent replies from the site closes it (<see cref="CatchUpStep"/>), and nothing else.
/// </summary>
public sealed class StoreGap(IFactStore facts)
{
    private const string Key = "store_gap";
    private const string Frozen = "our recent replies have to be read from X first; posting goes on by itself after that";

    private readonly PostingFreeze _freeze = new(facts, () => null);

    public async Task<GapState?> ReadAsync(CancellationToken ct) =>
        await facts.GetAsync(Key, ct) is { } json ? JsonSerializer.Deserialize(json, GapJson.Default.GapState) : null;

    public async Task OpenAsync(string why, DateTimeOffset at, CancellationToken ct)
    {
        await WriteAsync(new GapState(why, at, null), at, ct);
        await _freeze.FreezeAsync($"{why}: {Frozen}", at, ct, FreezeScope.Store);
    }

    /// <summary>They were read for the first time.</summary>
    public Task NoteReadAsync(GapState gap, DateTimeOffset at, CancellationToken ct) => WriteAsync(gap with { ReadAt = at }, at, ct);

    /// <summary>They were read. A freeze for another reason stays.</summary>
    public async Task CloseAsync(int found, DateTimeOffset at, CancellationToken ct)
    {
        await facts.SetAsync(Key, null, at, ct, [new RunnerEvent(EventTypes.RepliesReread, EventSeverity.Info, new JsonObject { ["recorded"] = found }, at)]);
        await _freeze.LiftAsync("the runner, which read our recent replies", at, ct, FreezeScope.Store);
    }

    private Task WriteAsync(GapState gap, DateTimeOffset at, CancellationToken ct) => facts.SetAsync(Key, JsonSerializer.Serialize(gap, GapJson.Default.GapState), at, ct);
}

[JsonSerializable(typeof(GapState))]
internal sealed partial class GapJson : JsonSerializerContext;
