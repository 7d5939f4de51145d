using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace XBot.App.CommandLine;

/// <summary>
/// What a command shows. Results go to standard output, everything else to standard error; with <c>--json</c> standard output carries that JSON alone.
/// </summary>
public sealed class Output(CommandHost host)
{
    private IAnsiConsole? console;

    /// <summary>Standard output for tables and progress; made at first use, since most commands need none.</summary>
    public IAnsiConsole Console => console ??= AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = host.UsesAnsi ? AnsiSupport.Yes : AnsiSupport.No,
        ColorSystem = host.UsesAnsi ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.No,
        Out = new HostConsole(host),
    });

    /// <summary>Things may move and have colours.</summary>
    public bool IsRich => host.UsesAnsi;

    /// <summary>A line of the result.</summary>
    public void Line(string text = "") => host.Stdout.WriteLine(text);

    /// <summary>A remark, for people only.</summary>
    public void Note(string text) => host.Stderr.WriteLine(text);

    /// <summary>What went wrong: each line of it named as ours.</summary>
    public void Error(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            host.Stderr.WriteLine("xbot: " + line);
    }

    /// <summary>The result of a command run with <c>--json</c>: once a run, and nothing else on standard output.</summary>
    public void Json<T>(T value, JsonTypeInfo<T> type) => host.Stdout.WriteLine(JsonSerializer.Serialize(value, type));

    /// <summary>A table: framed on a terminal, elsewhere aligned columns that <c>grep</c> and <c>awk</c> can read.</summary>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (!host.StdoutIsTerminal)
        {
            PlainTable.Write(host.Stdout, headings, rows);
            return;
        }

        var table = new Table { Border = TableBorder.Rounded };
        foreach (var heading in headings)
            table.AddColumn(new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))));
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        Console.Write(table);
    }

    private sealed class HostConsole(CommandHost host) : IAnsiConsoleOutput
    {
        public TextWriter Writer => host.Stdout;
        public bool IsTerminal => host.StdoutIsTerminal;
        public int Width => host.Width;
        public int Height => 24;
        public void SetEncoding(System.Text.Encoding encoding) { }
    }
}
