using System.Diagnostics;
using System.Text;
using XBot.Chrome.Processes;

namespace XBot.Tests.Crashes.Desk;

/// <summary>A program of ours as a process that may be killed at any moment: by its own pid, and nobody else.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    /// <summary>What .NET makes of a death by SIGKILL.</summary>
    public const int Killed = 128 + 9;

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private HostProcess(Process process) => _process = process;

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>What it printed, for failures.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    /// <param name="project">Of the artifacts folder: XBot.CrashHost.</param>
    /// <param name="name">The executable's.</param>
    public static HostProcess Start(string project, string name, IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> variables)
    {
        var here = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        return StartAt(Path.Combine(here, "..", "..", project, Path.GetFileName(here), name), arguments, variables);
    }

    /// <param name="program">Its path.</param>
    public static HostProcess StartAt(string program, IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var (variable, value) in variables)
            start.Environment[variable] = value;
        var host = new HostProcess(new Process { StartInfo = start });
        host._process.OutputDataReceived += host.Take;
        host._process.ErrorDataReceived += host.Take;
        host._process.Start();
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        return host;
    }

    /// <summary>Whether it ended within that time.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan time, CancellationToken ct)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(time);
        try
        {
            // The process alone: its pipes may be held open by a browser that it left behind.
            while (!_process.HasExited)
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, late.Token);
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>All of what it printed. Only for a process that leaves nobody behind who holds its pipes.</summary>
    public async Task<string> AllSaidAsync(CancellationToken ct)
    {
        await _process.WaitForExitAsync(ct).WaitAsync(TimeSpan.FromSeconds(30), ct);
        return Said;
    }

    /// <summary>The clean stop; returns when it ended.</summary>
    public async Task TerminateAsync(CancellationToken ct)
    {
        _ = Libc.Kill(Pid, Libc.SigTerm);
        Assert.True(await EndsWithinAsync(TimeSpan.FromMinutes(1), ct), $"SIGTERM did not end it: {Said}");
    }

    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await EndsWithinAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Take(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        lock (_said)
            _said.AppendLine(line.Data);
    }
}
