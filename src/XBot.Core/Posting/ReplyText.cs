using System.Text;

namespace XBot.Core.Posting;

/// <summary>X's limits on a text, and our own.</summary>
public static class ReplyText
{
    /// <summary>X's limit for accounts without a subscription, in weighted characters.</summary>
    public const int MaxWeight = 280;

    private const int LinkWeight = 23;

    /// <summary>
    /// Weighted length in X's manner: Latin and general punctuation count 1, everything else 2, an emoji 2 in all, a link 23.
    /// Source: X's published text configuration, version 3.
    /// </summary>
    public static int Weight(string text)
    {
        var weight = 0;
        foreach (var word in SplitLinks(text.Normalize(NormalizationForm.FormC)))
            weight += word.IsLink ? LinkWeight : Plain(word.Text);
        return weight;
    }

    /// <summary>Why this text must not go out; null when it may.</summary>
    public static string? Problem(string text, IReadOnlyList<string> blockedWords, IEnumerable<string> recentTexts)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "the text is empty";
        var weight = Weight(text);
        if (weight > MaxWeight)
            return $"the text weighs {weight} of {MaxWeight} characters";
        if (text.Any(c => char.IsControl(c) && c != '\n'))
            return "the text holds control characters";
        if (text.Contains('@', StringComparison.Ordinal))
            return "the text mentions somebody";
        if (SplitLinks(text).Any(part => part.IsLink))
            return "the text holds a link";
        if (blockedWords.FirstOrDefault(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)) is { } blocked)
            return $"the text holds the blocked word '{blocked}'";
        if (recentTexts.Any(recent => Normal(recent) == Normal(text)))
            return "the same text went out recently";
        return null;
    }

    private static string Normal(string text) => string.Join(' ', text.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

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

    private static IEnumerable<(string Text, bool IsLink)> SplitLinks(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length;)
        {
            if (!text.AsSpan(at).StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !text.AsSpan(at).StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            {
                at++;
                continue;
            }

            yield return (text[start..at], false);
            var end = at;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
                end++;
            yield return (text[at..end], true);
            start = at = end;
        }

        yield return (text[start..], false);
    }
}
