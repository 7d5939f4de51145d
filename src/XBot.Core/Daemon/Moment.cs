namespace XBot.Core.Daemon;

/// <summary>
/// A moment by both clocks, for what happens "every so often" within one process. By the wall clock alone a clock that was set back would stop it until
/// the clock has caught up; by the monotonic one alone, which stands still while the machine sleeps, it would come hours late after a sleep.
/// </summary>
public readonly record struct Moment(long Stamp, DateTimeOffset Wall)
{
    public static Moment Now(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow());

    /// <summary>How long ago it was, by the clock that went further.</summary>
    public TimeSpan Ago(TimeProvider time)
    {
        var (lived, wall) = (time.GetElapsedTime(Stamp), time.GetUtcNow() - Wall);
        return wall > lived ? wall : lived;
    }
}
