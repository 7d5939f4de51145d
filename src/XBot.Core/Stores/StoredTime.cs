namespace XBot.Core.Stores;

/// <summary>Every store keeps UTC and whole milliseconds, so that what is read back compares equal whichever store it was.</summary>
public static class StoredTime
{
    public static DateTimeOffset Truncate(DateTimeOffset time)
    {
        var utc = time.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
