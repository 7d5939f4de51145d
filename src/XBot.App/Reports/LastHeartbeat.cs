using System.Text.Json.Nodes;
using XBot.Core.Events;
using XBot.Core.Stores;

namespace XBot.App.Reports;

/// <summary>
/// What the daemon last said of itself.
/// <code>{"status":"OK","consecutive_failures":0,"details":{"cycle":7,"mode":"approve","browser":"running","session":"OK","next_wake_at":"…"}}</code>
/// </summary>
internal sealed record LastHeartbeat(DateTimeOffset At, string RunnerId, JsonObject Data)
{
    public string? Status => Text(Data, "status");

    public string? Error => Text(Data, "error");

    public int? ConsecutiveFailures => Data["consecutive_failures"] is JsonValue value && value.TryGetValue<int>(out var count) ? count : null;

    /// <summary>A text of the details; null when it is absent or none.</summary>
    public string? Detail(string name) => Data["details"] is JsonObject details ? Text(details, name) : null;

    public static async Task<LastHeartbeat?> ReadAsync(IRunnerStore store, CancellationToken ct) =>
        await store.Events.LatestAsync(EventTypes.Heartbeat, ct) is { } beat ? new LastHeartbeat(beat.At, beat.RunnerId, beat.Data) : null;

    private static string? Text(JsonObject from, string name) => from[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
