using System.Text.RegularExpressions;

namespace XBot.Core.Posting;

/// <summary>What X would turn into a link or a mention.</summary>
internal static partial class ReplyLinks
{
    /// <summary>The links in the text, in order.</summary>
    public static MatchCollection In(string text) => Link().Matches(text);

    public static bool MentionsSomebody(string text) => Mention().IsMatch(text);

    // A host without a scheme becomes a link with a common ending; a country's ending alone only with a path behind it ("end.It was" is none).
    [GeneratedRegex(@"https?://\S+|(?<![\w@.-])(?:[\p{L}\p{Nd}](?:[\p{L}\p{Nd}-]*[\p{L}\p{Nd}])?\.)+(?:(?:com|net|org|edu|gov|mil|int|info|biz|io|ai|app|dev|xyz|me|co|tv|gg|ly|to|blog|shop|site|online|tech|store|link|page|news|club|live|pro|cloud|space|website|art|bio|fm|cc)\b|[a-z]{2}(?=/))(?:[/?#]\S*)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    // The full-width sign works too; within a word (an address) it does not.
    [GeneratedRegex(@"(?<![\w])[@\uFF20][A-Za-z0-9_]", RegexOptions.CultureInvariant)]
    private static partial Regex Mention();
}
