namespace XBot.App.Supervision;

/// <summary>
/// What a row of failed starts means. A supervisor starts again every 30 s for ever (38,000 times is on record): the daemon itself waits longer and
/// longer before it works, and tells a person once. It never gives up: what made it crash may end without anybody.
/// </summary>
internal static class CrashLoopPolicy
{
    /// <summary>From here on it is called a crash loop, and a person is told.</summary>
    public const int AlertAt = 5;

    // Two may be bad luck, one of them a power cut.
    private const int Free = 2;

    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    // Longer than the longest wait by far: what failed so long ago is another story.
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(24);

    /// <summary>From one start to the next: nothing after up to 2 failed ones, then 1 minute, doubled each time, at most 30.</summary>
    public static TimeSpan Wait(int failed) =>
        failed <= Free ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(failed - Free - 1, 20)));

    /// <summary>How long the next start has to wait from <paramref name="now"/> on. A clock that was set back makes it no longer than the whole wait.</summary>
    public static TimeSpan Left(FailedStarts starts, DateTimeOffset now)
    {
        var wait = Wait(Current(starts, now).Failed);
        var left = starts.LastStart is { } last ? last + wait - now : TimeSpan.Zero;
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left < wait ? left : wait;
    }

    /// <summary>The row as it counts today.</summary>
    public static FailedStarts Current(FailedStarts starts, DateTimeOffset now) => starts.LastStart is { } last && now - last > Forgotten ? FailedStarts.None : starts;
}
