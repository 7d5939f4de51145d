using XBot.Chrome.Processes;
using XBot.Tests.Crashes.Desk;

namespace XBot.Tests.App.Demo;

/// <summary>The demo as a person starts it, with its outputs in pipes; it ends as by Ctrl-C, so that nothing of it is left.</summary>
internal sealed class DemoProcess : IAsyncDisposable
{
    private const int SigInt = 2;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    private readonly HostProcess _process;

    private DemoProcess(HostProcess process) => _process = process;

    public string Output => _process.Said;

    public static DemoProcess Start(IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> variables) =>
        new(HostProcess.Start("XBot.App", "xbot", arguments, variables));

    /// <summary>Waits until it printed that text.</summary>
    public async Task SaysAsync(string text, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(_process.HasExited, $"it ended without \"{text}\":\n{Output}");
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Deadline, $"\"{text}\" did not come:\n{Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct);
        }
    }

    /// <summary>Waits for its end, with all that it printed.</summary>
    public async Task<int> ExitCodeAsync(CancellationToken ct)
    {
        Assert.True(await _process.EndsWithinAsync(Deadline, ct), $"it did not end:\n{Output}");
        await _process.AllSaidAsync(ct);
        return _process.ExitCode;
    }

    /// <summary>As Ctrl-C does, to this process alone.</summary>
    public void Interrupt() => _ = Libc.Kill(_process.Pid, SigInt);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            Interrupt();
        await _process.EndsWithinAsync(Deadline, CancellationToken.None);
        await _process.DisposeAsync();
    }
}
