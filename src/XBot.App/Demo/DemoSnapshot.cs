using System.Text.Json.Nodes;
using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Core.Replies;
using XBot.Sandbox;

namespace XBot.App.Demo;

/// <summary>All that happened since the demo began, as the store and the sandbox's ledger tell it.</summary>
/// <param name="Wanted">How many replies the demo is to confirm.</param>
/// <param name="Confirmed">Replies confirmed since then, oldest first.</param>
/// <param name="Queue">All replies of the store by state.</param>
/// <param name="Events">Oldest first.</param>
/// <param name="Ledger">What the sandbox accepted.</param>
internal sealed record DemoSnapshot(
    int Wanted,
    IReadOnlyList<Reply> Confirmed,
    IReadOnlyDictionary<ReplyState, int> Queue,
    IReadOnlyList<StoredEvent> Events,
    IReadOnlyList<LedgerEntry> Ledger,
    TimeSpan Elapsed)
{
    public IEnumerable<StoredEvent> Successes => Events.Where(entry => entry.Type == EventTypes.PostSuccess);

    /// <summary>How many heartbeats there were of each status, in the order of their first.</summary>
    public IReadOnlyList<(string Status, int Count)> Heartbeats =>
        [.. Beats.GroupBy(beat => (string?)beat.Data["status"] ?? "?").Select(group => (group.Key, group.Count()))];

    /// <summary>The newest heartbeat's data, null before the first.</summary>
    public JsonObject? LastBeat => Beats.LastOrDefault()?.Data;

    /// <summary>A detail of the newest heartbeat.</summary>
    public string? Detail(string name) => LastBeat?["details"]?[name]?.ToString();

    /// <summary>How many rounds in a row found no Chrome, as the newest heartbeat says.</summary>
    public int RoundsWithoutChrome =>
        LastBeat is { } beat && (string?)beat["status"] == RunnerStatus.CdpDown.Name() ? (int?)beat["consecutive_failures"] ?? 0 : 0;

    private IEnumerable<StoredEvent> Beats => Events.Where(entry => entry.Type == EventTypes.Heartbeat);
}
