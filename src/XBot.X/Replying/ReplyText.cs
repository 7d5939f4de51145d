using System.Text.RegularExpressions;
using XBot.Core.Texts;

namespace XBot.X.Replying;

/// <summary>When two texts are the same: in the box (exactly), and on the site, which rewrites links and adds mentions.</summary>
internal static partial class ReplyText
{
    /// <summary>As <c>shownText</c> in page.js gives it: plain line breaks and blanks, nothing invisible, nothing around it.</summary>
    public static string AsShown(string text) => text
        .Replace("\r\n", "\n", StringComparison.Ordinal)
        .Replace('\r', '\n')
        .Replace('\u00a0', ' ')
        .Replace("\u200b", "", StringComparison.Ordinal)
        .Replace("\ufeff", "", StringComparison.Ordinal)
        .Trim();

    /// <summary>
    /// Whether the site's <paramref name="seen"/> is our <paramref name="draft"/>. Aside stay: white space, the form of links (<c>https://t.co/…</c>,
    /// <c>example.com/a-lo…</c>), emoji presentation marks, and mentions before and after, which X adds by itself.
    /// </summary>
    public static bool IsSame(string draft, string seen) => Essence(draft) is { Length: > 0 } ours && ours == Essence(seen);

    private static string Essence(string text)
    {
        var plain = ComposedText.Of(AsShown(text).Replace("\ufe0f", "", StringComparison.Ordinal));
        plain = Link().Replace(plain, "\u2192");
        plain = Blank().Replace(plain, " ").Trim();
        return TrailingMentions().Replace(LeadingMentions().Replace(plain, ""), "");
    }

    /// <summary>With a scheme, or a bare host that X would make a link of; a path that X cut short ends in an ellipsis.</summary>
    [GeneratedRegex(@"https?://\S+|\b(?:[\w-]+\.)+[a-z]{2,}\b(?:/\S*)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blank();

    [GeneratedRegex(@"^(?:@\w{1,15} )+(?=\S)", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingMentions();

    [GeneratedRegex(@"(?: @\w{1,15})+$", RegexOptions.CultureInvariant)]
    private static partial Regex TrailingMentions();
}
