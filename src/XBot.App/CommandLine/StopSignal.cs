namespace XBot.App.CommandLine;

/// <summary>Somebody wants the command to end: Ctrl-C, or SIGTERM from a supervisor.</summary>
public sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private int interrupted;

    public CancellationToken Token => source.Token;

    /// <summary>By Ctrl-C: exit code 130. A stop by SIGTERM is a clean one: 0.</summary>
    public bool Interrupted => Volatile.Read(ref interrupted) == 1;

    /// <summary>Ctrl-C.</summary>
    public void Interrupt()
    {
        Volatile.Write(ref interrupted, 1);
        source.Cancel();
    }

    /// <summary>SIGTERM or SIGHUP.</summary>
    public void Terminate() => source.Cancel();

    public void Dispose() => source.Dispose();
}
