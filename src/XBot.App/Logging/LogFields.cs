using System.Buffers;
using System.Globalization;
using System.Text;

namespace XBot.App.Logging;

/// <summary>
/// The values of a log message by name, after the sentence they stand in: <c>home: 14 posts after 2 scrolls | source=home posts=14 scrolls=2</c> (logfmt: a value with
/// a blank, a quote or an equals sign stands in quotes).
/// </summary>
internal static class LogFields
{
    // A reason or a failure is a sentence of its own and was read already.
    private const int LongestValue = 80;

    private static readonly SearchValues<char> Quotable = SearchValues.Create(" \"=\n\r\t");

    /// <summary>Empty when the message has no values that are short enough to filter by.</summary>
    public static string Of<TState>(TState state)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> values)
            return "";
        var line = new StringBuilder();
        foreach (var (name, value) in values)
        {
            if (name == "{OriginalFormat}" || Convert.ToString(value, CultureInfo.InvariantCulture) is not { Length: > 0 and <= LongestValue } text)
                continue;
            line.Append(line.Length == 0 ? " | " : " ").Append(char.ToLowerInvariant(name[0])).Append(name, 1, name.Length - 1).Append('=').Append(Quoted(text));
        }

        return line.ToString();
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(Quotable) < 0 ? text : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
