using System.Globalization;
using XBot.App.Reports;

namespace XBot.App.Doctor;

/// <summary>Is the clock right? Caps, cooldowns and the age of posts go by it.</summary>
internal sealed class ClockCheck : IHealthCheck
{
    private const string Fix = "set the clock, and let the system set it by network time";

    // Heartbeats are a minute apart at the least; less than this is another machine's clock, not a wrong one.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    public string Name => "clock";

    public Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        var now = patient.Now;
        var shown = now.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        if (patient.Heartbeat is { } beat && beat.At - now > Tolerance)
            return Task.FromResult(Finding.Fail($"it is {shown} here, and the last heartbeat is of {Times.Iso(beat.At)}: the clock was set back", Fix));
        return Task.FromResult(now < Known
            ? Finding.Fail($"it is {shown} here, before this program was made", Fix)
            : Finding.Pass(shown));
    }

    /// <summary>No right clock shows an earlier time: X's rules as they are shown were read then.</summary>
    private static DateTimeOffset Known { get; } = new(2026, 2, 23, 0, 0, 0, TimeSpan.Zero);
}
