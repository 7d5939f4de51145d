namespace XBot.App.CommandLine;

/// <summary>Aligned columns, two blanks apart, one record a line.</summary>
internal static class PlainTable
{
    public static void Write(TextWriter writer, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var lines = rows.Select(row => row.Select(OneLine).ToArray()).Prepend([.. headings]).ToArray();
        var widths = headings.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        foreach (var line in lines)
            writer.WriteLine(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private static string OneLine(string cell) => cell.ReplaceLineEndings(" ");
}
