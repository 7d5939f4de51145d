using System.Text.RegularExpressions;

namespace XBot.Core.Posting;

/// <summary>What X would turn into a link or a mention.</summary>
internal static partial class ReplyLinks
{
    /// <summary>The links in the text, in order.</summary>
    public static MatchCollection In(string text) => Link().Matches(text);

    public static bool MentionsSomebody(string text) => Mention().IsMatch(text);

    // A host without a scheme becomes a link with a common ending; a country's ending alone only with a path behind it ("end.It was" is none).
    // A link ends before the punctuation that closes the sentence, and where Chinese, Japanese or Korean goes on without a blank.
    [GeneratedRegex(@"https?://(?:(?![\p{IsCJKUnifiedIdeographs}\p{IsHiragana}\p{IsKatakana}\p{IsHangulSyllables}\p{IsCJKSymbolsandPunctuation}\p{IsHalfwidthandFullwidthForms}])\S)*(?![\p{IsCJKUnifiedIdeographs}\p{IsHiragana}\p{IsKatakana}\p{IsHangulSyllables}\p{IsCJKSymbolsandPunctuation}\p{IsHalfwidthandFullwidthForms}])[\p{L}\p{Nd}/=&#_-]|https?://\S+|(?<![\w@.-])(?:[\p{L}\p{Nd}](?:[\p{L}\p{Nd}-]*[\p{L}\p{Nd}])?\.)+(?:(?:com|net|org|edu|gov|mil|int|info|biz|io|ai|app|dev|xyz|me|co|tv|gg|ly|to|blog|shop|site|online|tech|store|link|page|news|club|live|pro|cloud|space|website|art|bio|fm|cc|vip|top|win|bet|world|life|today|fun|icu|press|network|digital|agency|media|email|group|team|work|works|zone|social|chat|academy|app|bar|best|bid|bike|bond|buzz|cafe|camp|capital|care|cash|casino|center|city|codes|coffee|community|company|consulting|cool|date|deals|design|direct|directory|dog|download|earth|education|energy|events|exchange|expert|express|farm|fashion|finance|fit|fund|fyi|gallery|game|games|gift|global|gold|green|guide|guru|health|help|homes|host|house|how|ink|institute|land|legal|limited|loan|loans|lol|love|ltd|market|marketing|menu|mobi|money|mov|name|ninja|one|ooo|party|photo|photos|pics|pizza|plus|poker|porn|property|pub|racing|red|rent|report|rest|review|reviews|rip|rocks|run|sale|school|science|services|sex|sexy|shopping|show|singles|solutions|studio|style|support|surf|systems|tel|tips|tools|tours|town|toys|trade|training|travel|tube|university|vegas|ventures|video|vin|vote|watch|webcam|wiki|wine|wtf|xxx|yoga|zip)\b|[a-z]{2}(?=/))(?:[/?#]\S*)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    // The full-width sign works too; behind Latin letters (an address) it does not, behind any other script's it does, and so it does behind RT.
    [GeneratedRegex(@"(?:(?<![A-Za-z0-9_!#$%&*@\uFF20])|(?<=(?:^|[^A-Za-z0-9_])RT:?))[@\uFF20][A-Za-z0-9_]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Mention();
}
