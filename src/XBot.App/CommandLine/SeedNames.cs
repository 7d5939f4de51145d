namespace XBot.App.CommandLine;

/// <summary>
/// The names by which these commands were first known (<c>pnpm run runner:session</c>). The process keeps them in its
/// command line, so <c>ps aux | grep runner:daemon</c> finds the daemon.
/// </summary>
public static class SeedNames
{
    public static IReadOnlyDictionary<string, string[]> All { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["runner:daemon"] = ["daemon"],
        ["runner:chrome-cdp"] = ["chrome", "start"],
        ["runner:session"] = ["session"],
        ["runner:login"] = ["login"],
        ["runner:schedule-once"] = ["schedule-once"],
    };

    /// <summary>The same command line in today's words; only its first word is looked at.</summary>
    public static string[] Translate(string[] args) => args is [var first, .. var rest] && All.TryGetValue(first, out var verbs) ? [.. verbs, .. rest] : args;
}
