using System.Collections;
using System.Runtime.InteropServices;

namespace XBot.Chrome.Processes;

/// <summary>
/// A process that outlives us: in a session of its own, so that Ctrl-C in our terminal does not reach it, and with none of our streams,
/// so that whoever reads them sees their end. While we live we reap it, and know of its death at once.
/// </summary>
public sealed class DetachedProcess
{
    private const int Interrupted = 4;

    private readonly TaskCompletionSource<ProcessEnd> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DetachedProcess(int pid)
    {
        Pid = pid;
        // waitpid blocks; a thread each is cheap for the one or two that a keeper starts.
        new Thread(Reap) { IsBackground = true, Name = $"waits for pid {pid}" }.Start();
    }

    public int Pid { get; }

    /// <summary>Completes when the process ended, with how.</summary>
    public Task<ProcessEnd> Exited => _exited.Task;

    /// <param name="outputFile">Made anew, readable by us alone: what the process writes to both its outputs.</param>
    /// <param name="environment">All of its variables; null: ours.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It could not be started.</exception>
    public static DetachedProcess Start(string executable, IReadOnlyList<string> arguments, string outputFile, IEnumerable<KeyValuePair<string, string>>? environment = null) =>
        new(PosixSpawn.Start(executable, arguments, outputFile, environment ?? OurVariables()));

    /// <summary>Asks it to end (SIGTERM); nothing when it has ended.</summary>
    public void Terminate() => Signal(Libc.SigTerm);

    /// <summary>Ends it and nothing else (SIGKILL); nothing when it has ended.</summary>
    public void Kill() => Signal(Libc.SigKill);

    /// <summary>What a process is started with that nobody gave another environment.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OurVariables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));

    private void Signal(int signal)
    {
        // Until it is reaped its pid is nobody else's.
        if (!Exited.IsCompleted)
            _ = Libc.Kill(Pid, signal);
    }

    private void Reap()
    {
        int result, status;
        do
            result = Libc.WaitPid(Pid, out status, 0);
        while (result < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        var signal = status & 0x7f;
        _exited.TrySetResult(result < 0 ? new ProcessEnd(null, null) : signal != 0 ? new ProcessEnd(null, signal) : new ProcessEnd((status >> 8) & 0xff, null));
    }
}
