using System.Diagnostics;
using XBot.Chrome;
using XBot.Chrome.Keeping;
using XBot.Chrome.Processes;

namespace XBot.Tests.Chrome;

public sealed class RecyclePolicyTests
{
    private static readonly RecycleLimits Limits = new();

    private static readonly ChromeWear Young = new(TimeSpan.FromHours(1), 100 << 20, TimeSpan.FromHours(1), 900 << 20, false);

    [Fact]
    public void What_is_young_and_small_stays() => Assert.Null(RecyclePolicy.Decide(Young, Limits));

    [Fact]
    public void An_old_page_goes() =>
        Assert.Equal(new Recycling(Recycled.Page, "it was open for 12.5 h"), RecyclePolicy.Decide(Young with { PageAge = TimeSpan.FromHours(12.5) }, Limits));

    [Fact]
    public void A_large_page_goes() =>
        Assert.Equal(new Recycling(Recycled.Page, "its scripts hold 800 MB"), RecyclePolicy.Decide(Young with { PageBytes = 800L << 20 }, Limits));

    [Fact]
    public void A_page_that_is_large_from_its_birth_is_not_thrown_away_in_every_round()
    {
        var large = Young with { PageBytes = 5L << 30 };
        Assert.Null(RecyclePolicy.Decide(large with { PageAge = TimeSpan.FromMinutes(29) }, Limits));
        Assert.NotNull(RecyclePolicy.Decide(large with { PageAge = TimeSpan.FromMinutes(31) }, Limits));
    }

    [Fact]
    public void A_Chrome_that_only_a_clock_makes_old_is_not_started_afresh_in_every_round() =>
        Assert.Null(RecyclePolicy.Decide(Young with { ChromeAge = TimeSpan.FromDays(400), PageAge = TimeSpan.FromMinutes(29) }, Limits));

    [Fact]
    public void The_start_of_a_process_is_reckoned_from_now()
    {
        var facts = ProcessProbe.Current.Find(Environment.ProcessId)!;
        using var self = Process.GetCurrentProcess();
        Assert.InRange(facts.StartedAt!.Value - new DateTimeOffset(self.StartTime), TimeSpan.FromSeconds(-2), TimeSpan.FromSeconds(2));
        Assert.False(facts.Stopped);
    }

    [Fact]
    public void An_old_a_large_or_a_replaced_Chrome_goes_as_a_whole()
    {
        Assert.All(
            [Young with { ChromeAge = TimeSpan.FromDays(8) }, Young with { ChromeBytes = 5L << 30 }, Young with { BinaryIsNewer = true }],
            wear => Assert.Equal(Recycled.Chrome, RecyclePolicy.Decide(wear, Limits)!.What));
        Assert.Null(RecyclePolicy.Decide(Young with { BinaryIsNewer = true, ChromeAge = TimeSpan.FromMinutes(1) }, Limits));
    }
}
