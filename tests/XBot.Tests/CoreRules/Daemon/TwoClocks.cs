namespace XBot.Tests.CoreRules.Daemon;

/// <summary>A wall clock and a monotonic one that part when the machine sleeps.</summary>
internal sealed class TwoClocks : TimeProvider
{
    private DateTimeOffset _wall = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);
    private TimeSpan _lived;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _wall;

    public override long GetTimestamp() => _lived.Ticks;

    public void Live(TimeSpan time)
    {
        _wall += time;
        _lived += time;
    }

    public void Jump(TimeSpan by) => _wall += by;
}
