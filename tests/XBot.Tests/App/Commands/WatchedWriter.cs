using System.Text;
using System.Threading.Channels;

namespace XBot.Tests.App.Commands;

/// <summary>Catches what a command that does not end writes, line by line, so that a test can wait for it.</summary>
internal sealed class WatchedWriter : TextWriter
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        if (value != '\n')
        {
            _line.Append(value);
            return;
        }

        _lines.Writer.TryWrite(_line.ToString());
        _line.Clear();
    }

    /// <summary>The next line, once it is there.</summary>
    public async Task<string> NextAsync() =>
        await _lines.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    public bool HasMore => _lines.Reader.TryPeek(out _);
}
