using System.Globalization;
using XBot.App.Supervision;

namespace XBot.Tests.App.Supervision;

public sealed class CrashLoopPolicyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(7, 16)]
    [InlineData(8, 30)]
    [InlineData(38_000, 30)]
    [InlineData(int.MaxValue, 30)]
    public void Two_failed_starts_are_free_then_the_wait_doubles_up_to_half_an_hour(int failed, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), CrashLoopPolicy.Wait(failed));

    [Theory]
    [InlineData("11:59:30", "00:00:30")]
    [InlineData("11:58:00", "00:00:00")]
    // Set back by an hour since: the whole wait and no more.
    [InlineData("13:00:00", "00:01:00")]
    public void It_counts_from_the_last_start_and_a_clock_that_was_set_back_makes_it_no_longer(string last, string left) => Assert.Equal(
        TimeSpan.Parse(left, CultureInfo.InvariantCulture),
        CrashLoopPolicy.Left(new FailedStarts(3, false, Noon.Date + TimeSpan.Parse(last, CultureInfo.InvariantCulture), null), Noon));

    [Fact]
    public void A_supervisor_that_starts_every_30_seconds_gets_50_starts_a_day_not_2880()
    {
        var (starts, now, count) = (FailedStarts.None, Noon, 0);
        for (; now < Noon.AddDays(1); now += TimeSpan.FromSeconds(30), count++)
        {
            now += CrashLoopPolicy.Left(starts, now);
            starts = CrashLoopPolicy.Current(starts, now) with { Failed = starts.Failed + 1, LastStart = now };
        }

        Assert.InRange(count, 45, 60);
    }

    [Fact]
    public void A_row_of_yesterday_is_another_story()
    {
        var starts = new FailedStarts(9, true, Noon.AddHours(-25), "it broke");
        Assert.Equal(FailedStarts.None, CrashLoopPolicy.Current(starts, Noon));
        Assert.Equal(TimeSpan.Zero, CrashLoopPolicy.Left(starts, Noon));
        Assert.Equal(starts, CrashLoopPolicy.Current(starts, Noon.AddHours(-2)));
    }
}
