using System.Threading.Channels;

namespace XBot.App.Logging;

/// <summary>
/// Lines for somebody who watches. A terminal that was stopped (Ctrl-S) takes none and holds whoever writes to it: so they are written by a thread of their own, and those
/// that it cannot keep up with are dropped; the log's file has them.
/// </summary>
internal sealed class TerminalLines : IDisposable
{
    private const int Most = 1000;

    // At the end the last lines are worth a moment; a stopped terminal is not.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Thread _writing;

    public TerminalLines(TextWriter terminal)
    {
        _writing = new Thread(() => WriteAll(terminal)) { IsBackground = true, Name = "terminal" };
        _writing.Start();
    }

    public void Write(string line) => _lines.Writer.TryWrite(line);

    public void Dispose()
    {
        _lines.Writer.TryComplete();
        _writing.Join(Patience);
    }

    private void WriteAll(TextWriter terminal)
    {
        try
        {
            // A thread, not a task: whatever hangs the thread pool must not silence the one who tells of it.
            while (_lines.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (_lines.Reader.TryRead(out var line))
                    terminal.WriteLine(line);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // The terminal is gone, or it was sent to a file on a full disk.
        }
    }
}
