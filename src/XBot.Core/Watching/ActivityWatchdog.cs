namespace XBot.Core.Watching;

/// <summary>One stretch without activity: what it is counted from, and how many thresholds of it were told.</summary>
public sealed record QuietEpisode(DateTimeOffset Since, int Alerted);

/// <param name="Alert">An alert is due now.</param>
/// <param name="Episode">To be stored when it differs from the one that came in; null: all is well.</param>
public sealed record WatchdogVerdict(bool Alert, QuietEpisode? Episode, TimeSpan Quiet);

/// <summary>
/// Judges inactivity. Pure. The age of the LATEST activity counts (the earliest made an alert of every healthy loop),
/// one alert an episode, one more at each further threshold; a restart neither resets nor repeats.
/// </summary>
public static class ActivityWatchdog
{
    /// <param name="latest">The later of the last POST_SUCCESS and the last plan execution; null when there was none ever.</param>
    /// <param name="firstStart">When this profile's daemon first ran: counts when there was no activity.</param>
    public static WatchdogVerdict Judge(DateTimeOffset now, DateTimeOffset? latest, DateTimeOffset firstStart, TimeSpan threshold, QuietEpisode? episode)
    {
        var since = latest ?? firstStart;
        var quiet = now - since;
        var due = quiet > threshold ? (int)Math.Min(quiet / threshold, int.MaxValue) : 0;
        // A clock that was set back has not ended the episode: what was told stays told. But of what a clock far ahead told, no more than the next
        // threshold counts, or the episode would be silent for as long as the clock was ahead.
        var alerted = episode is { } known && known.Since == since ? Math.Min(known.Alerted, due + 1) : 0;
        if (quiet <= threshold)
            return new WatchdogVerdict(false, alerted > 0 ? new QuietEpisode(since, alerted) : null, quiet < TimeSpan.Zero ? TimeSpan.Zero : quiet);
        return due > alerted
            ? new WatchdogVerdict(true, new QuietEpisode(since, due), quiet)
            : new WatchdogVerdict(false, new QuietEpisode(since, alerted), quiet);
    }
}
