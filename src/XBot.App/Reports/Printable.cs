using System.Globalization;

namespace XBot.App.Reports;

/// <summary>Somebody else's text on a terminal: without the characters that would move its cursor, ring its bell or turn its direction.</summary>
internal static class Printable
{
    public static string Of(string text) => text.All(IsHarmless) ? text : string.Concat(text.Where(IsHarmless));

    // Format characters that join (emoji, scripts) stay; those that embed or override a direction go.
    private static bool IsHarmless(char c) => c is '\n' or '\u200D' or '\u200C' || (!char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format);
}
