namespace XBot.Core.Daemon;

/// <summary>How long the loop sleeps. Pure.</summary>
public static class SleepPolicy
{
    private const double Jitter = 0.2;

    /// <summary>min(base × max(1, failures), max), jittered by ±20 % and capped again by max.</summary>
    /// <param name="chance">From 0 up to 1: 0 is −20 %, ½ is none.</param>
    public static TimeSpan Next(TimeSpan baseSleep, TimeSpan maxSleep, int consecutiveFailures, double chance)
    {
        // In ticks as a double: a base of hours times thousands of failures must not overflow.
        var backedOff = Math.Min((double)baseSleep.Ticks * Math.Max(1, consecutiveFailures), maxSleep.Ticks);
        var jittered = backedOff * (1 - Jitter + (2 * Jitter * chance));
        return TimeSpan.FromTicks((long)Math.Min(jittered, maxSleep.Ticks));
    }
}
