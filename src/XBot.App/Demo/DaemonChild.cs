using XBot.App.CommandLine;
using XBot.Chrome.Processes;

namespace XBot.App.Demo;

/// <summary>
/// The demo's daemon: our own program as a process of its own. Ctrl-C in our terminal does not reach it (a second signal would cut its
/// clean stop short): we alone ask it to end.
/// </summary>
internal sealed class DaemonChild : IAsyncDisposable
{
    // It finishes a reply whose click is already out, closes its page and writes its last events.
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(30);

    private const int TailLines = 8;

    private readonly DetachedProcess _process;
    private readonly string _outputFile;
    private readonly TimeProvider _time;

    private DaemonChild(DetachedProcess process, string outputFile, TimeProvider time) => (_process, _outputFile, _time) = (process, outputFile, time);

    public int Pid => _process.Pid;

    public Task<ProcessEnd> Ended => _process.Exited;

    /// <param name="program">The executable of xbot.</param>
    /// <param name="outputFile">Takes what it prints.</param>
    public static DaemonChild Start(string program, IReadOnlyDictionary<string, string> variables, string outputFile, TimeProvider time) =>
        // Under this name `ps aux | grep runner:daemon` finds it.
        new(DetachedProcess.Start(program, ["runner:daemon"], outputFile, variables), outputFile, time);

    /// <summary>Asks it to end and waits; past the deadline exactly this process is killed.</summary>
    public async Task<ProcessEnd> StopAsync()
    {
        _process.Terminate();
        if (await Task.WhenAny(Ended, Task.Delay(StopDeadline, _time)) != Ended)
            _process.Kill();
        return await Ended;
    }

    /// <summary>Why it ended before it should have, with its own last lines; its exit code becomes ours where people know it.</summary>
    public CommandException EndedEarly(ProcessEnd end)
    {
        var tail = Tail();
        return end.ExitCode switch
        {
            // A refusal is one line and says everything.
            ExitCodes.BrowserNotAvailable or ExitCodes.ConfigurationInvalid or ExitCodes.AlreadyHeld or ExitCodes.StoreNotAvailable when tail.Count > 0 =>
                new CommandException(end.ExitCode.Value, tail[^1]),
            _ => new CommandException(ExitCodes.UnexpectedError, string.Join('\n', tail.Prepend($"the daemon ended early ({end})"))),
        };
    }

    /// <summary>The last lines that it printed, without the program's name in front.</summary>
    public IReadOnlyList<string> Tail()
    {
        if (!File.Exists(_outputFile))
            return [];
        const string name = "xbot: ";
        return [.. File.ReadLines(_outputFile).Where(line => line.Length > 0).TakeLast(TailLines).Select(line => line.StartsWith(name, StringComparison.Ordinal) ? line[name.Length..] : line)];
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}
