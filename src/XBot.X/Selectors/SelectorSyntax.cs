using System.Text.RegularExpressions;

namespace XBot.X.Selectors;

/// <summary>What can be told of a selector without a browser: balance, emptiness, and things that are no selector at all.</summary>
internal static partial class SelectorSyntax
{
    /// <summary>Null when nothing speaks against it; otherwise the end of a sentence that begins with the value.</summary>
    public static string? WhyWrong(string value, SelectorKind kind) =>
        kind == SelectorKind.Operation
            ? OperationName().IsMatch(value) ? null : "is no operation's name; it must be letters and digits, like HomeTimeline"
            : WhyNoSelector(value);

    private static string? WhyNoSelector(string value)
    {
        if (value.Length == 0)
            return "is empty; it must be a CSS selector";
        var open = new Stack<char>();
        var quote = '\0';
        var fresh = true; // At the beginning of one of the comma's alternatives.
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c == '\\')
                i++;
            else if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c is '[' or '(')
                open.Push(c == '[' ? ']' : ')');
            else if (c is ']' or ')')
            {
                if (open.Count == 0 || open.Pop() != c)
                    return $"has a {c} too many at character {i + 1}";
            }
            else if (c is '{' or '}' or ';' or '<' or '@')
                return $"has a {c} at character {i + 1}: that is no CSS selector";
            else if (c == ',' && fresh)
                return $"has a comma with nothing before it at character {i + 1}";
            fresh = c == ',' || (fresh && char.IsWhiteSpace(c));
        }
        if (quote != '\0')
            return $"has a {quote} that is not closed";
        if (open.Count > 0)
            return $"lacks a {open.Peek()}";
        if (fresh)
            return "ends with a comma";
        if (value.Contains("::", StringComparison.Ordinal))
            return "finds a pseudo-element, which a reader cannot use";
        if (value[0] == '/' || "/>+~.#:=".Contains(value[^1], StringComparison.Ordinal))
            return "is not complete: that is no CSS selector";
        if (Unquoted().IsMatch(value))
            return "has an attribute's value that needs quotes";
        return value.Contains('[', StringComparison.Ordinal) && !Attribute().IsMatch(value) ? "has no attribute's name between [ and ]" : null;
    }

    [GeneratedRegex(@"^[A-Za-z]\w*$")]
    private static partial Regex OperationName();

    // a[href^=/login] is no CSS: what is not quoted must be a name.
    [GeneratedRegex(@"\[\s*[\w-]+\s*[~|^$*]?=\s*(?![""'])(?!-?[A-Za-z_][\w-]*\s*(?:[iIsS]\s*)?\])")]
    private static partial Regex Unquoted();

    [GeneratedRegex(@"\[\s*[\w-]+\s*([~|^$*]?=|\])")]
    private static partial Regex Attribute();
}
