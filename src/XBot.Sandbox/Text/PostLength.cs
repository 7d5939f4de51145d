using System.Globalization;
using System.Text.RegularExpressions;

namespace XBot.Sandbox.Text;

/// <summary>How long X counts a text: most letters 1, CJK and emoji 2, however many signs one is made of, any link with its scheme 23; at most 280.</summary>
internal static partial class PostLength
{
    public const int Max = 280;
    private const int LinkLength = 23;

    public static int Of(string text)
    {
        var length = 0;
        var plain = Link().Replace(text, _ => { length += LinkLength; return ""; });
        var signs = StringInfo.GetTextElementEnumerator(plain);
        while (signs.MoveNext())
        {
            var runes = signs.GetTextElement().EnumerateRunes().Select(rune => rune.Value).ToArray();
            length += runes.Any(IsEmoji) ? 2 : runes.Sum(rune => IsLight(rune) ? 1 : 2);
        }

        return length;
    }

    private static bool IsEmoji(int rune) => rune is (>= 0x1F000 and <= 0x1FAFF) or 0xFE0F;

    // The ranges of X's published text configuration, version 3.
    private static bool IsLight(int rune) => rune is <= 4351 or (>= 8192 and <= 8205) or (>= 8208 and <= 8223) or (>= 8242 and <= 8247);

    [GeneratedRegex(@"https?://[^\s]+", RegexOptions.IgnoreCase)]
    private static partial Regex Link();
}
