using System.Globalization;
using System.Text;

namespace XBot.Core.Texts;

/// <summary>A text as it is seen: joiners, marks of direction and tags within a word show nothing and do not part it.</summary>
internal static class SeenText
{
    public static string Of(string text) => string.Concat(text.EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format).Select(rune => rune.ToString()));

    public static bool Holds(string text, string word) => Of(text).Contains(Of(word), StringComparison.OrdinalIgnoreCase);
}
