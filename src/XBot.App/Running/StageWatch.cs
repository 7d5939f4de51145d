using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using XBot.App.CommandLine;
using XBot.Core.Daemon;

namespace XBot.App.Running;

/// <summary>
/// Ends the process when the loop makes no progress past a stage's deadline: from a thread of its own, since whatever hangs the loop may hang the
/// thread pool too, and with a non-zero exit, so that launchd or systemd start it again. Monotonic time: a machine's sleep is no hang.
/// </summary>
public sealed partial class StageWatch : IStageWatch, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ToTell = TimeSpan.FromSeconds(2);

    /// <summary>A look of the watcher itself that comes so late shows that the whole process stood still: SIGSTOP, Ctrl-Z, a machine under water.</summary>
    private static readonly TimeSpan StoodStill = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly Action<string> _end;
    private readonly ManualResetEventSlim _done = new();
    private volatile Due? _due;

    public StageWatch(TimeProvider time, ILogger log) : this(time, stage =>
    {
        // What hangs may be the disk that the log is on.
        var telling = new Thread(() => LogHang(log, stage)) { IsBackground = true };
        telling.Start();
        telling.Join(ToTell);
        // Not Environment.Exit: its handlers may wait for the very thread that hangs.
        ExitAtOnce(ExitCodes.Hung);
    })
    {
    }

    /// <param name="end">Called once, from the watcher's thread, with the stage that hangs.</param>
    public StageWatch(TimeProvider time, Action<string> end)
    {
        _time = time;
        _end = end;
        new Thread(Watch) { IsBackground = true, Name = "stage watch" }.Start();
    }

    /// <summary>Called every second, from the watcher's thread, while the loop is where it may be: what another watcher outside is told.</summary>
    internal Action? Alive { get; init; }

    public void Enter(string stage, TimeSpan deadline) => _due = new Due(stage, _time.GetTimestamp(), deadline);

    public void Rest() => _due = null;

    public void Dispose() => _done.Set();

    private void Watch()
    {
        // By the machine's own clock, whatever the stages are measured by.
        var before = TimeProvider.System.GetTimestamp();
        while (!_done.Wait(Interval))
        {
            var looked = TimeProvider.System.GetTimestamp();
            if (Hung(TimeProvider.System.GetElapsedTime(before, looked)) is { } stage)
            {
                _end(stage);
                return;
            }

            before = looked;
            Alive?.Invoke();
        }
    }

    /// <summary>The stage that hangs; null when none does. After a stand-still of the process the stage at work begins anew.</summary>
    /// <param name="sinceLook">How long ago the look before was.</param>
    internal string? Hung(TimeSpan sinceLook)
    {
        if (_due is not { } due)
            return null;
        if (sinceLook > StoodStill)
        {
            // One that was entered meanwhile stays as it is.
            Interlocked.CompareExchange(ref _due, due with { Since = _time.GetTimestamp() }, due);
            return null;
        }

        return _time.GetElapsedTime(due.Since) > due.Deadline ? due.Stage : null;
    }

    private sealed record Due(string Stage, long Since, TimeSpan Deadline);

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitAtOnce(int code);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The stage '{Stage}' hangs: ending the process so that it is started again")]
    private static partial void LogHang(ILogger log, string stage);
}
