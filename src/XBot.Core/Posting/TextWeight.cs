using System.Globalization;
using System.Text.RegularExpressions;
using XBot.Core.Texts;

namespace XBot.Core.Posting;

/// <summary>
/// A text's length in X's manner, of the normalised text (NFC): Latin, other alphabets up to Georgian and general punctuation count 1, everything
/// else 2; an emoji 2 in all, whatever it is joined from; a link 23, whatever its length. Source: X's published text configuration, version 3.
/// </summary>
internal static class TextWeight
{
    private const int Link = 23;
    private const int Emoji = 2;
    private const int KeycapMark = 0x20E3, EmojiMark = 0xFE0F;

    public static int Of(string text)
    {
        var (weight, at) = (0, 0);
        text = ComposedText.Of(text);
        foreach (Match link in ReplyLinks.In(text))
        {
            weight += Plain(text[at..link.Index]) + Link;
            at = link.Index + link.Length;
        }

        return weight + Plain(text[at..]);
    }

    private static int Plain(string text)
    {
        var weight = 0;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var runes = elements.GetTextElement().EnumerateRunes().Select(rune => rune.Value).ToArray();
            weight += IsEmoji(runes) ? Emoji : runes.Sum(rune => IsLight(rune) ? 1 : 2);
        }

        return weight;
    }

    // A joiner alone makes no emoji: several scripts write with it.
    private static bool IsEmoji(int[] element) =>
        element[0] is '#' or '*' or (>= '0' and <= '9') ? element[^1] == KeycapMark
        : element.Any(rune => rune is >= 0x1F000 and <= 0x1FAFF) || (element.Contains(EmojiMark) && element[0] is 0xA9 or 0xAE or (>= 0x203C and <= 0x3299));

    private static bool IsLight(int rune) => rune is <= 0x10FF or (>= 0x2000 and <= 0x200D) or (>= 0x2010 and <= 0x201F) or (>= 0x2032 and <= 0x2037);
}
