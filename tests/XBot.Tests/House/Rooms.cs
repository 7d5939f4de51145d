namespace XBot.Tests.House;

/// <summary>
/// Which room may lean on which: the star of docs/architecture.md. Chrome knows nothing of X nor of Core; leaves never see each other.
/// </summary>
internal static class Rooms
{
    public static readonly IReadOnlyDictionary<string, string[]> Allowed = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["XBot.Core"] = [],
        ["XBot.Chrome"] = [],
        ["XBot.Sandbox"] = [],
        ["XBot.Sql"] = ["XBot.Core"],
        ["XBot.Writing"] = ["XBot.Core"],
        ["XBot.X"] = ["XBot.Core", "XBot.Chrome"],
        ["XBot.App"] = ["XBot.Core", "XBot.Chrome", "XBot.X", "XBot.Sql", "XBot.Sandbox", "XBot.Writing"],
    };

    /// <summary>What <paramref name="room"/> leans on and may not. A room that is not in the table may lean on nothing.</summary>
    public static IEnumerable<string> Forbidden(string room, IEnumerable<string> references) =>
        references.Where(name => name.StartsWith("XBot.", StringComparison.Ordinal) || name == "xbot")
            .Except(Allowed.GetValueOrDefault(room, []))
            .Select(name => $"{room} leans on {name}");
}
