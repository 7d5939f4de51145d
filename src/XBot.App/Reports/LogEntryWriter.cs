using System.Text;
using System.Text.Json;

namespace XBot.App.Reports;

/// <summary>Takes a log's text as it comes, in pieces of any size, and writes each whole line as a JSON object.</summary>
/// <param name="wrapped">One document, <c>{"lines":[…]}</c>; otherwise an object a line.</param>
internal sealed class LogEntryWriter(TextWriter output, bool wrapped) : TextWriter
{
    private readonly StringBuilder _line = new();
    private long _written;

    public override Encoding Encoding => output.Encoding;

    public override async Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
    {
        foreach (var piece in buffer.ToArray())
        {
            if (piece != '\n')
                _line.Append(piece);
            else
                await EndLineAsync();
        }
    }

    public override void Write(char value) => throw new NotSupportedException("It is written to in blocks.");

    public override Task FlushAsync() => output.FlushAsync();

    public override Task FlushAsync(CancellationToken cancellationToken) => output.FlushAsync(cancellationToken);

    /// <summary>A last line without an end counts too. Does not close what it writes to.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (_line.Length > 0)
            await EndLineAsync();
        if (wrapped)
            await output.WriteAsync(_written == 0 ? "{\"lines\":[]}\n" : "\n]}\n");
        await output.FlushAsync();
        await base.DisposeAsync();
    }

    private async Task EndLineAsync()
    {
        var entry = JsonSerializer.Serialize(LogEntry.Parse(_line.ToString()), ReportJson.Default.LogEntry);
        _line.Clear();
        await output.WriteAsync((wrapped, _written++) switch
        {
            (false, _) => entry + "\n",
            (true, 0) => "{\"lines\":[\n" + entry,
            _ => ",\n" + entry,
        });
    }
}
