using XBot.App.Supervision;

namespace XBot.App.Reports;

/// <summary>The row of failed starts as people are told of it.</summary>
/// <param name="Failed">Ended by themselves before a round was good; the one at work is none of them yet.</param>
/// <param name="NextAt">Until when a supervisor's next start waits; null: nothing waits.</param>
/// <param name="LastError">The last one's last line; null when it could say none.</param>
internal sealed record StartRow(int Failed, DateTimeOffset? NextAt, string? LastError)
{
    public bool IsCrashLoop => Failed >= CrashLoopPolicy.AlertAt;

    public static StartRow Read(string profileDir, DaemonSighting daemon, DateTimeOffset now)
    {
        var starts = CrashLoopPolicy.Current(StartLedger.Read(profileDir), now);
        if (daemon.Running)
            return new StartRow(Math.Max(0, starts.Failed - 1), null, starts.LastError);
        var left = CrashLoopPolicy.Left(starts, now);
        return new StartRow(starts.Failed, left > TimeSpan.Zero ? now + left : null, starts.LastError);
    }
}
