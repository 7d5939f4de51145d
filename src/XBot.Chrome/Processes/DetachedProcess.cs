namespace XBot.Chrome.Processes;

/// <summary>
/// A process that outlives us: in a session of its own, so that Ctrl-C in our terminal does not reach it, and with none of our streams,
/// so that whoever reads them sees their end. While we live we reap it, and know of its death at once.
/// </summary>
internal sealed class DetachedProcess
{
    private const int Interrupted = 4;

    private readonly TaskCompletionSource<string> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DetachedProcess(int pid)
    {
        Pid = pid;
        // waitpid blocks; a thread each is cheap for the one or two that a keeper starts.
        new Thread(Reap) { IsBackground = true, Name = $"waits for pid {pid}" }.Start();
    }

    public int Pid { get; }

    /// <summary>Completes when the process ended, with how: <c>exit code 1</c> or <c>signal 9</c>.</summary>
    public Task<string> Exited => _exited.Task;

    /// <exception cref="System.ComponentModel.Win32Exception">It could not be started.</exception>
    public static DetachedProcess Start(string executable, IReadOnlyList<string> arguments, string outputFile) =>
        new(PosixSpawn.Start(executable, arguments, outputFile));

    private void Reap()
    {
        int result, status;
        do
            result = Libc.WaitPid(Pid, out status, 0);
        while (result < 0 && System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == Interrupted);

        var signal = status & 0x7f;
        _exited.TrySetResult(result < 0 ? "an end nobody saw" : signal != 0 ? $"signal {signal}" : $"exit code {(status >> 8) & 0xff}");
    }
}
