using System.Collections.Frozen;
using System.Text;

namespace XBot.Core.Texts;

/// <summary>
/// Letters and the marks behind them as one character, where Unicode has it (form C), as X counts and stores texts. The program carries no
/// language data of its own, with which the runtime's own normalisation does nothing.
/// </summary>
public static class ComposedText
{
    // Korean is composed by rule: a leading consonant, a vowel, a trailing consonant.
    private const int Leads = 0x1100, Vowels = 0x1161, Trails = 0x11A7, Syllables = 0xAC00;
    private const int VowelCount = 21, TrailCount = 28, SyllableCount = 19 * VowelCount * TrailCount;

    private static readonly FrozenDictionary<char, byte> _classes = CompositionTable.All.ToFrozenDictionary(row => row.Mark, row => row.Class);

    private static readonly FrozenDictionary<(char, char), char> _pairs = CompositionTable.All
        .SelectMany(row => row.Pairs.Chunk(2).Select(pair => (Key: (pair[0], row.Mark), Value: pair[1])))
        .ToFrozenDictionary(entry => entry.Key, entry => entry.Value);

    public static string Of(string text)
    {
        if (!text.Any(c => _classes.ContainsKey(c) || IsJamo(c)))
            return text;
        var composed = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var letter = text[at++];
            var marks = new List<char>();
            while (at < text.Length && _classes.TryGetValue(text[at], out var combining) && combining > 0)
                marks.Add(text[at++]);
            composed.Append(Together(letter, marks, out var rest)).Append(rest);
            Join(composed);
        }

        return composed.ToString();
    }

    // Marks of one class keep their order and hide each other; those of different classes do not.
    private static char Together(char letter, List<char> marks, out string rest)
    {
        var left = new StringBuilder();
        var last = 0;
        foreach (var mark in marks.OrderBy(mark => _classes[mark]))
        {
            if (_classes[mark] != last && _pairs.TryGetValue((letter, mark), out var both))
                letter = both;
            else
                (_, last) = (left.Append(mark), _classes[mark]);
        }

        rest = left.ToString();
        return letter;
    }

    // Two that stand side by side and are one: Korean, and a few scripts whose signs are no marks.
    private static void Join(StringBuilder text)
    {
        if (text.Length < 2)
            return;
        var (first, second) = (text[^2], text[^1]);
        var syllable = first - Syllables;
        char? both = first - Leads is >= 0 and < 19 && second - Vowels is >= 0 and < VowelCount
            ? (char)(Syllables + ((((first - Leads) * VowelCount) + second - Vowels) * TrailCount))
            : syllable is >= 0 and < SyllableCount && syllable % TrailCount == 0 && second - Trails is > 0 and < TrailCount ? (char)(first + second - Trails)
            : _classes.TryGetValue(second, out var combining) && combining == 0 && _pairs.TryGetValue((first, second), out var pair) ? pair
            : null;
        if (both is { } one)
            text.Remove(text.Length - 2, 2).Append(one);
    }

    private static bool IsJamo(char c) => c is >= (char)Leads and <= '\u11FF';
}
