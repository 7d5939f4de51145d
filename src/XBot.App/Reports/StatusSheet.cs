using XBot.App.CommandLine;
using XBot.App.Supervision;
using XBot.Core.Replies;

namespace XBot.App.Reports;

/// <summary>The status for people: one fact a line.</summary>
internal static class StatusSheet
{
    public static void Write(StatusReport status, Output output, DateTimeOffset now)
    {
        foreach (var (name, value) in Facts(status, now))
            output.Line(name.PadRight(16) + value);
        if (status.Store is null)
            output.Note("nothing was recorded here yet: './xbot demo' shows it all at work, './xbot daemon' starts the runner");
    }

    private static IEnumerable<(string Name, string Value)> Facts(StatusReport status, DateTimeOffset now)
    {
        yield return ("Runner", status.Pid is { } pid ? $"{status.Runner} (pid {pid})" : status.Runner);
        if (status.FailedStarts > 0)
            yield return ("Starts", Starts(status, now));
        yield return ("Mode", status.Mode);
        yield return ("Posting", Posting(status));
        yield return ("Browser", status.Browser);
        yield return ("Session", status switch
        {
            { Session: null } => "not looked at yet",
            { Handle: { } handle } => $"{status.Session} (@{handle})",
            _ => status.Session,
        });
        yield return ("Last heartbeat", Moment(status.LastHeartbeat, now) + (status.LastStatus is { } last ? $" {last}" : ""));
        if (status.LastError is { } error)
            yield return ("Last error", error.ReplaceLineEndings(" "));
        yield return ("Last post", Moment(status.LastPostSuccess, now));
        yield return ("Failures", status.ConsecutiveFailures is { } failures ? $"{failures} in a row" : "-");
        yield return ("Next round", status.NextWakeAt is null ? "-" : Moment(status.NextWakeAt, now));
        yield return ("Queue", Queue(status.Queue));
        yield return ("Runner id", status.RunnerId);
        yield return ("Profile", status.Profile);
        yield return ("Store", status.Store ?? "none yet");
    }

    private static string Starts(StatusReport status, DateTimeOffset now) =>
        (status.FailedStarts >= CrashLoopPolicy.AlertAt ? "a crash loop: " : "") + $"{status.FailedStarts} in a row ended before a round was good" +
        (status.NextStartAt is null ? "" : $", the next one {Moment(status.NextStartAt, now)}; './xbot service restart' starts it now");

    private static string Posting(StatusReport status) => status switch
    {
        { Frozen: true } => $"frozen: {status.FrozenReason} ('xbot resume --posting' once that is settled)",
        { Paused: true } => "paused by the file STOP in the profile ('xbot resume' goes on)",
        _ => "not held back",
    };

    private static string Queue(IReadOnlyDictionary<string, int> queue)
    {
        if (queue.Count == 0)
            return "empty";
        var waiting = QueueReader.WaitingStates.Sum(state => queue.GetValueOrDefault(state.Name()));
        var line = string.Join(", ", queue.Select(entry => $"{entry.Key} {entry.Value}"));
        return waiting == 0 ? line : $"{line} ({waiting} for you to look at: 'xbot queue list')";
    }

    private static string Moment(string? iso, DateTimeOffset now) => Times.Parse(iso) is { } time ? Times.Both(time, now) : "never";
}
