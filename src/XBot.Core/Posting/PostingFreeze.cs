using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using XBot.Core.Events;
using XBot.Core.Stores;

namespace XBot.Core.Posting;

/// <summary>Why nothing is posted until a person resumes it.</summary>
public sealed record FreezeState(string Reason, DateTimeOffset At);

/// <summary>Posting stopped for a reason that a person must look at. It outlives restarts; only <see cref="LiftAsync"/> ends it.</summary>
public sealed class PostingFreeze(IFactStore facts)
{
    private const string Key = "posting_freeze";

    public async Task<FreezeState?> ReadAsync(CancellationToken ct) =>
        await facts.GetAsync(Key, ct) is { } json ? JsonSerializer.Deserialize(json, FreezeJson.Default.FreezeState) : null;

    /// <summary>The first reason stays: it is what a person must look at.</summary>
    public async Task FreezeAsync(string reason, DateTimeOffset at, CancellationToken ct)
    {
        if (await ReadAsync(ct) is not null)
            return;
        var json = JsonSerializer.Serialize(new FreezeState(reason, at), FreezeJson.Default.FreezeState);
        await facts.SetAsync(Key, json, at, ct,
        [
            new RunnerEvent(EventTypes.PostingFrozen, EventSeverity.Critical, new JsonObject { ["reason"] = reason }, at),
            new RunnerEvent(EventTypes.RunnerAlert, EventSeverity.Critical, new JsonObject
            {
                ["reason"] = reason,
                ["what"] = "posting is frozen",
                ["fix"] = "look at the account in a browser, then: xbot resume --posting",
            }, at),
        ]);
    }

    /// <summary>False when nothing was frozen.</summary>
    public async Task<bool> LiftAsync(string by, DateTimeOffset at, CancellationToken ct)
    {
        if (await ReadAsync(ct) is not { } state)
            return false;
        await facts.SetAsync(Key, null, at, ct,
            [new RunnerEvent(EventTypes.PostingResumed, EventSeverity.Info, new JsonObject { ["by"] = by, ["was"] = state.Reason }, at)]);
        return true;
    }
}

[JsonSerializable(typeof(FreezeState))]
internal sealed partial class FreezeJson : JsonSerializerContext;
