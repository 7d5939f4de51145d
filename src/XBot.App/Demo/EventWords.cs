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
        EventTypes.ChromeStarted => "Chrome started" + With(entry, "pid", "version"),
        EventTypes.ChromeLost => "Chrome lost" + With(entry, "reason"),
        EventTypes.SessionChanged => "session " + (Text(entry, "to") ?? "changed") + With(entry, "reason"),
        EventTypes.AccountBound => "account bound to the profile" + With(entry, "handle", "account_id"),
        EventTypes.HarvestDone => "timeline read" + With(entry, "source", "posts", "eligible"),
        EventTypes.PostFailed => "reply failed" + With(entry, "target_author", "code", "reason"),
        EventTypes.PostUnknown => "reply in doubt, looking for it" + With(entry, "target_author", "reason"),
        EventTypes.NeedsHuman => "reply needs a person" + With(entry, "target_author", "reason"),
        _ => $"{entry.Type}: {string.Join(", ", entry.Data.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key} {pair.Value}"))}",
    };

    private static string With(StoredEvent entry, params IEnumerable<string> names)
    {
        var parts = names.Select(name => (name, Text(entry, name))).Where(part => part.Item2 is not null).Select(part => $"{part.name.Replace('_', ' ')} {part.Item2}").ToArray();
        return parts.Length == 0 ? "" : $" ({string.Join(", ", parts)})";
    }

    private static string? Text(StoredEvent entry, string name) => entry.Data[name]?.ToString();
}
