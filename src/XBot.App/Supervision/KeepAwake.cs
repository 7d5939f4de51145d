using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace XBot.App.Supervision;

/// <summary>
/// Holds idle sleep off while the daemon works. A closed lid still sleeps, and so does a person's own wish. Where it cannot be done the daemon works
/// all the same: it is said once, and tried again now and then.
/// </summary>
internal sealed partial class KeepAwake(AwakeProgram? program, string profileDir, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private bool _told;

    /// <summary>Runs until cancelled; the child has ended then.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (program is not null && !stop.IsCancellationRequested)
            {
                var trouble = await HoldAsync(program, stop);
                if (stop.IsCancellationRequested)
                    break;
                new AwakeRecord(null, program.Path, trouble).Write(profileDir);
                if (!_told)
                    LogNothing(log, trouble);
                _told = true;
                await Task.Delay(Pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            AwakeRecord.Remove(profileDir);
        }
    }

    /// <summary>One life of the child.</summary>
    /// <returns>Why it ended, when we did not end it.</returns>
    private async Task<string> HoldAsync(AwakeProgram what, CancellationToken stop)
    {
        var start = new ProcessStartInfo(what.Path, what.Arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        Process child;
        try
        {
            child = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            return e.Message;
        }

        using (child)
        {
            child.StandardInput.Close();
            var words = child.StandardError.ReadLineAsync(stop).AsTask();
            new AwakeRecord(child.Id, what.Path, null).Write(profileDir);
            LogHeld(log, what.Path, child.Id);
            try
            {
                await child.WaitForExitAsync(stop);
            }
            catch (OperationCanceledException)
            {
                child.Kill();
                await ((Task)words).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return "";
            }

            await ((Task)words).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return words is { IsCompletedSuccessfully: true, Result: { Length: > 0 } said } ? said : $"{Path.GetFileName(what.Path)} ended with {child.ExitCode}";
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Idle sleep is held off by {Program} (pid {Pid})")]
    private static partial void LogHeld(ILogger log, string program, int pid);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Idle sleep is not held off: {Reason}; the daemon works on, and this is said once")]
    private static partial void LogNothing(ILogger log, string reason);
}
