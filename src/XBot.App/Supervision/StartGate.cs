using Microsoft.Extensions.Logging;

namespace XBot.App.Supervision;

/// <summary>
/// Where a start that a supervisor made waits when too many before it came to nothing. Nobody holds the profile meanwhile: commands work, and a
/// person may start the daemon by hand.
/// </summary>
internal static partial class StartGate
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Returns when work may begin; a row that ended meanwhile (<c>starts.json</c>) ends the wait.</summary>
    /// <param name="alive">Called about once a second: the supervisor's own watchdog must not take the wait for a hang.</param>
    public static async Task PassAsync(string profileDir, Action alive, TimeProvider time, ILogger log, CancellationToken stop)
    {
        var left = CrashLoopPolicy.Left(StartLedger.Read(profileDir), time.GetUtcNow());
        if (left <= TimeSpan.Zero)
            return;
        var row = StartLedger.Read(profileDir);
        var why = row.LastError ?? "no word of the last one: it was killed, or hung";
        var at = time.GetUtcNow() + left;
        LogWaits(log, row.Failed, why, at);
        // By the monotonic clock: one that is set meanwhile makes it neither shorter nor longer.
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < left && CrashLoopPolicy.Wait(StartLedger.Read(profileDir).Failed) > TimeSpan.Zero)
        {
            alive();
            await Task.Delay(Interval, time, stop);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Failed} starts in a row ended before a round was good ({LastError}): the next one is at {At:u}; './xbot service restart' or './xbot daemon' starts it now")]
    private static partial void LogWaits(ILogger log, int failed, string lastError, DateTimeOffset at);
}
