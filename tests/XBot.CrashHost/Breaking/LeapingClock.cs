namespace XBot.CrashHost.Breaking;

/// <summary>A monotonic clock that can be moved, so that nobody has to wait for a deadline of minutes.</summary>
internal sealed class LeapingClock : TimeProvider
{
    private long _leaped;

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => System.GetTimestamp() + Interlocked.Read(ref _leaped);

    public void Leap(TimeSpan by) => Interlocked.Add(ref _leaped, (long)(by.TotalSeconds * TimestampFrequency));
}
