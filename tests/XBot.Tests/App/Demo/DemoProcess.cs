using System.Collections.Concurrent;
using System.Diagnostics;

namespace XBot.Tests.App.Demo;

/// <summary>The real program as a process with its outputs in pipes, and an environment without settings of ours.</summary>
internal sealed class DemoProcess : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _more = new(0);

    private DemoProcess(Process process) => _process = process;

    public string Output => string.Join('\n', _lines);

    public static DemoProcess Start(IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> variables)
    {
        var here = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var program = Path.Combine(here, "..", "..", "XBot.App", Path.GetFileName(here), "xbot");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        var demo = new DemoProcess(new Process { StartInfo = start });
        demo._process.OutputDataReceived += demo.Take;
        demo._process.ErrorDataReceived += demo.Take;
        demo._process.Start();
        demo._process.BeginOutputReadLine();
        demo._process.BeginErrorReadLine();
        return demo;
    }

    /// <summary>Waits until a line holds that text, and returns it.</summary>
    public async Task<string> LineAsync(string text, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Deadline);
        while (true)
        {
            if (_lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } found)
                return found;
            Assert.False(_process.HasExited && !await _more.WaitAsync(TimeSpan.FromSeconds(1), ct), $"it ended without a line with \"{text}\":\n{Output}");
            await Task.WhenAny(_more.WaitAsync(patience.Token), _process.WaitForExitAsync(patience.Token));
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    public async Task<int> ExitCodeAsync(CancellationToken ct)
    {
        await _process.WaitForExitAsync(ct).WaitAsync(Deadline, ct);
        return _process.ExitCode;
    }

    /// <summary>As Ctrl-C does, to this process alone.</summary>
    public async Task InterruptAsync(CancellationToken ct)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -INT {_process.Id}"]);
        await kill.WaitForExitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await InterruptAsync(CancellationToken.None);
        await _process.WaitForExitAsync().WaitAsync(Deadline);
        _process.Dispose();
        _more.Dispose();
    }

    private void Take(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        _lines.Enqueue(line.Data);
        _more.Release();
    }
}
