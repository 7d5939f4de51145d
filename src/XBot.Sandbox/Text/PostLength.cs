using System.Text.RegularExpressions;

namespace XBot.Sandbox.Text;

/// <summary>How long X counts a text: most letters 1, CJK and emoji 2, any link 23; at most 280.</summary>
internal static partial class PostLength
{
    public const int Max = 280;
    private const int LinkLength = 23;

    public static int Of(string text)
    {
        var length = 0;
        var plain = Link().Replace(text, _ => { length += LinkLength; return ""; });
        foreach (var rune in plain.EnumerateRunes()) length += IsLight(rune.Value) ? 1 : 2;
        return length;
    }

    // The ranges of X's published text configuration, version 3.
    private static bool IsLight(int rune) => rune is <= 4351 or (>= 8192 and <= 8205) or (>= 8208 and <= 8223) or (>= 8242 and <= 8247);

    [GeneratedRegex(@"https?://[^\s]+", RegexOptions.IgnoreCase)]
    private static partial Regex Link();
}
