using System.Globalization;
using System.Text;
using XBot.Core.Settings;
using XBot.Core.Texts;

namespace XBot.Core.Posting;

/// <summary>X's limits on a text, and our own.</summary>
public static class ReplyText
{
    /// <summary>X's limit for accounts without a subscription, in weighted characters.</summary>
    public const int MaxWeight = 280;

    /// <summary>Length as X counts it; see <see cref="TextWeight"/>.</summary>
    public static int Weight(string text) => TextWeight.Of(text);

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
        if (text.EnumerateRunes().FirstOrDefault(rune => IsHidden(rune) || (IsTag(rune) && !text.Contains(Flag, StringComparison.Ordinal))) is { Value: > 0 } hidden)
            return $"the text holds the invisible character U+{hidden.Value:X4}";
        if (!settings.AllowMentions && ReplyLinks.MentionsSomebody(text))
            return "the text mentions somebody (REPLY_MENTIONS allows it)";
        if (!settings.AllowLinks && ReplyLinks.In(text).Count > 0)
            return "the text holds a link (REPLY_LINKS allows it)";
        if (settings.BlockedWords.FirstOrDefault(word => SeenText.Holds(text, word)) is { } blocked)
            return $"the text holds the blocked word '{blocked}'";
        if (recentTexts.Any(recent => Normal(recent) == Normal(text)))
            return "the same text went out recently";
        return null;
    }

    // What nobody sees may split a word, a mention or a link that is whole again on X, or turn the line around. Joiners and tags are parts of emoji and of scripts.
    private static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value is not (0x200C or 0x200D) && !IsTag(rune);

    // They spell the region of a flag, and nothing else that is meant to be seen.
    private const string Flag = "\U0001F3F4";

    private static bool IsTag(Rune rune) => rune.Value is >= 0xE0020 and <= 0xE007F;

    private static string Normal(string text) => string.Concat(ComposedText.Of(text).ToUpperInvariant().Where(char.IsLetterOrDigit)) is { Length: > 0 } words
        ? words
        : string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
