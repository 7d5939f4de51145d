namespace XBot.App.Reports;

/// <summary>Somebody's text in a cell of a table: one line, cut with an ellipsis.</summary>
internal static class ShortText
{
    public static string Of(string text, int length)
    {
        var line = string.Join(' ', Printable.Of(text.Replace('\t', ' ').ReplaceLineEndings("\n")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= length)
            return line;
        // Never through the middle of an emoji.
        var end = char.IsHighSurrogate(line[length - 2]) ? length - 2 : length - 1;
        return line[..end].TrimEnd() + "…";
    }
}
