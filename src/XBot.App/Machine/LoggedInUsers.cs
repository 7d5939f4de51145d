namespace XBot.App.Machine;

/// <summary>Who is logged in on this machine, as <c>who</c> tells it on Linux and macOS alike.</summary>
internal static class LoggedInUsers
{
    /// <summary>The others, sorted; null when it cannot be told.</summary>
    public static async Task<IReadOnlyList<string>?> OthersAsync(CancellationToken ct) =>
        await SystemProgram.AskAsync("who", [], ct) is { } listing ? Others(listing, Environment.UserName) : null;

    /// <param name="listing">One line a terminal: <c>name     pts/0        2026-03-01 12:00 (host)</c>.</param>
    /// <param name="me">Not one of the others.</param>
    public static IReadOnlyList<string> Others(string listing, string me) =>
        [.. listing.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split([' ', '\t'], 2)[0])
            .Where(name => name != me)
            .Distinct().Order(StringComparer.Ordinal)];
}
