using System.Globalization;

namespace XBot.Sql.Moving;

/// <summary>The text format of PostgreSQL's COPY: columns apart by tabs, <c>\N</c> for NULL, one row a line.</summary>
internal static class CopyText
{
    public static void WriteRow(TextWriter writer, IReadOnlyList<object?> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0)
                writer.Write('\t');
            Write(writer, values[i]);
        }

        writer.Write('\n');
    }

    private static void Write(TextWriter writer, object? value)
    {
        if (value is null or DBNull)
            writer.Write(@"\N");
        else if (value is string text)
            WriteText(writer, text);
        else
            writer.Write(Convert.ToString(value, CultureInfo.InvariantCulture));
    }

    private static void WriteText(TextWriter writer, string text)
    {
        foreach (var letter in text)
        {
            var sign = letter switch { '\\' => '\\', '\t' => 't', '\n' => 'n', '\r' => 'r', _ => '\0' };
            if (sign == '\0')
            {
                writer.Write(letter);
                continue;
            }

            writer.Write('\\');
            writer.Write(sign);
        }
    }
}
