using System.Text;
using System.Text.RegularExpressions;
using XBot.Core.Settings;

namespace XBot.Core.Posting;

/// <summary>X's limits on a text, and our own.</summary>
public static class ReplyText
{
    /// <summary>X's limit for accounts without a subscription, in weighted characters.</summary>
    public const int MaxWeight = 280;

    private const int LinkWeight = 23;

    /// <summary>
    /// Weighted length in X's manner: Latin and general punctuation count 1, everything else 2, an emoji 2 in all, a link 23 (a bare host too).
    /// Source: X's published text configuration, version 3.
    /// </summary>
    public static int Weight(string text)
    {
        var weight = 0;
        var at = 0;
        text = text.Normalize(NormalizationForm.FormC);
        foreach (Match link in ReplyLinks.In(text))
        {
            weight += Plain(text[at..link.Index]) + LinkWeight;
            at = link.Index + link.Length;
        }

        weight += Plain(text[at..]);
        return weight;
    }

    /// <summary>Why this text must not go out; null when it may.</summary>
    /// <param name="recentTexts">Our own recent replies: none is said twice, whatever its case, blanks and punctuation.</param>
    public static string? Problem(string text, RunnerSettings settings, IEnumerable<string> recentTexts)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "the text is empty";
        var weight = Weight(text);
        if (weight > MaxWeight)
            return $"the text weighs {weight} of {MaxWeight} characters";
        if (text.Any(c => char.IsControl(c) && c != '\n'))
            return "the text holds control characters";
        if (!settings.AllowMentions && ReplyLinks.MentionsSomebody(text))
            return "the text mentions somebody (REPLY_MENTIONS allows it)";
        if (!settings.AllowLinks && ReplyLinks.In(text).Count > 0)
            return "the text holds a link (REPLY_LINKS allows it)";
        if (settings.BlockedWords.FirstOrDefault(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)) is { } blocked)
            return $"the text holds the blocked word '{blocked}'";
        if (recentTexts.Any(recent => Normal(recent) == Normal(text)))
            return "the same text went out recently";
        return null;
    }

    private static string Normal(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Where(char.IsLetterOrDigit)) is { Length: > 0 } words
        ? words
        : string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static int Plain(string text)
    {
        var weight = 0;
        var elements = System.Globalization.StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            var runes = element.EnumerateRunes().ToList();
            weight += runes.Exists(rune => rune.Value >= 0x1F000 || rune.Value is 0x200D or 0xFE0F) ? 2 : runes.Sum(rune => IsLight(rune.Value) ? 1 : 2);
        }

        return weight;
    }

    private static bool IsLight(int c) => c is <= 0x10FF or (>= 0x2000 and <= 0x200D) or (>= 0x2010 and <= 0x201F) or (>= 0x2032 and <= 0x2037);
}
