namespace XBot.App.Configuration;

/// <summary>Lists as settings spell them: blanks around items and empty items do not count, repeated ones count once.</summary>
internal static class ListText
{
    public static IReadOnlyList<string> Commas(string text) => Split(text, [',']);

    /// <summary>Search queries may contain commas: separated by semicolons or new lines.</summary>
    public static IReadOnlyList<string> Lines(string text) => Split(text, [';', '\n', '\r']);

    /// <summary>Handles without their @, or null when one is none.</summary>
    public static IReadOnlyList<string>? Handles(string text)
    {
        var handles = Commas(text).Select(handle => handle.StartsWith('@') ? handle[1..] : handle).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        return handles.All(IsHandle) ? handles : null;
    }

    private static bool IsHandle(string handle) =>
        handle.Length is >= 1 and <= 15 && handle.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string[] Split(string text, char[] separators) =>
        [.. text.Split(separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];
}
