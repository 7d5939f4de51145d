using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using XBot.Core.Secrets;

namespace XBot.App.Logging;

/// <summary>
/// The values of a log message by name, behind the sentence they stand in and a tab: <c>home: 14 posts after 2 scrolls → source=home posts=14 scrolls=2</c> (logfmt: a
/// value with a blank, a quote or an equals sign stands in quotes).
/// </summary>
internal static partial class LogFields
{
    /// <summary>What no sentence holds: the log writes a blank for it there.</summary>
    public const char Separator = '\t';

    // A reason or a failure is a sentence of its own and was read already.
    private const int LongestValue = 80;

    private static readonly SearchValues<char> Quotable = SearchValues.Create(" \"=\n\r\t");

    /// <summary>Empty when the message has no values that are short enough to filter by.</summary>
    /// <param name="mask">Applied to each value as it is, before quotes are put around it.</param>
    public static string Of<TState>(TState state, SecretMask mask)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> values)
            return "";
        var line = new StringBuilder();
        foreach (var (name, value) in values)
        {
            if (name == "{OriginalFormat}" || Convert.ToString(value, CultureInfo.InvariantCulture) is not { Length: > 0 and <= LongestValue } text)
                continue;
            line.Append(line.Length == 0 ? "" : " ").Append(char.ToLowerInvariant(name[0])).Append(name, 1, name.Length - 1).Append('=').Append(Quoted(mask.Apply(text)));
        }

        return line.ToString();
    }

    /// <summary>What <see cref="Of"/> wrote.</summary>
    public static Dictionary<string, string> Parse(string fields)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match field in Form().Matches(fields))
            found[field.Groups[1].Value] = field.Groups[2].Success ? Escape().Replace(field.Groups[2].Value, "$1") : field.Groups[3].Value;
        return found;
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(Quotable) < 0 ? text
        : $"\"{text.ReplaceLineEndings(" ").Replace(Separator, ' ').Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    [GeneratedRegex("""(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^ ]*))""", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(@"\\(.)", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
