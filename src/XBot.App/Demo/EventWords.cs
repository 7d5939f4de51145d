using XBot.Core.Events;

namespace XBot.App.Demo;

/// <summary>Events as a spectator wants to read them.</summary>
internal static class EventWords
{
    /// <summary>One line; null for what is told otherwise (heartbeats by their status, successes by their reply).</summary>
    public static string? Of(StoredEvent entry) => entry.Type switch
    {
        EventTypes.Heartbeat or EventTypes.PostSuccess => null,
        EventTypes.DaemonStarted => "daemon started",
        EventTypes.DaemonStopped => "daemon stopped",
        EventTypes.ChromeStarted => $"Chrome started (pid {Text(entry, "pid")}, {Text(entry, "version")})",
        EventTypes.ChromeLost => "Chrome lost" + Because(entry),
        EventTypes.SessionChanged => $"session {Text(entry, "to") ?? "changed"}{Because(entry)}",
        EventTypes.AccountBound => $"profile bound to @{Text(entry, "handle")} (account {Text(entry, "account_id")})",
        EventTypes.HarvestDone => $"{Text(entry, "source")} read: {Text(entry, "posts")} posts, {Text(entry, "eligible")} worth a reply",
        EventTypes.PostFailed => $"reply to @{Text(entry, "target_author")} failed{Because(entry)}",
        EventTypes.PostUnknown => $"reply to @{Text(entry, "target_author")} in doubt, looking for it{Because(entry)}",
        EventTypes.NeedsHuman => $"reply to @{Text(entry, "target_author")} needs a person{Because(entry)}",
        _ => $"{entry.Type}: {string.Join(", ", entry.Data.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key} {pair.Value}"))}",
    };

    private static string Because(StoredEvent entry) => Text(entry, "reason") is { } reason ? ": " + reason : "";

    private static string? Text(StoredEvent entry, string name) => entry.Data[name]?.ToString();
}
