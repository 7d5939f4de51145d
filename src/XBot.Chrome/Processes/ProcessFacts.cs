namespace XBot.Chrome.Processes;

/// <summary>What the system tells about a process that runs.</summary>
/// <param name="StartMark">When it began, in the system's own words: a pid that was given to another process has another mark.</param>
/// <param name="StartedAt">By the wall clock as it is now: another one after it was set.</param>
/// <param name="UserId">Its user; null when unknown.</param>
/// <param name="Binary">Path of the program file; null when that is hidden from us.</param>
/// <param name="Arguments">Its command line without the program; empty when that is hidden from us.</param>
/// <param name="Stopped">By a signal (SIGSTOP, Ctrl-Z): it is there and does nothing. Not one that a debugger holds for a moment.</param>
internal sealed record ProcessFacts(
    int Pid, string StartMark, DateTimeOffset? StartedAt, uint? UserId, string Name, string? Binary, IReadOnlyList<string> Arguments, bool Stopped = false);
