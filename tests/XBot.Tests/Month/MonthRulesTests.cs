using System.Text.Json.Nodes;
using XBot.Core.Events;
using XBot.Core.Sessions;

namespace XBot.Tests.Month;

/// <summary>The rules of the month find what breaks them: each has a month that only it complains of.</summary>
public sealed class MonthRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly MonthRules _rules = new(MonthTests.Settings);

    [Fact]
    public void A_good_month_breaks_none() => Assert.Empty(_rules.Broken(Good()));

    [Fact]
    public void A_gap_is_found()
    {
        var month = Good();
        month.Beats.RemoveAll(beat => beat.Awake.TotalMinutes is > 10 and < 40);
        Assert.Contains("no heartbeat", Assert.Single(_rules.Broken(month)), StringComparison.Ordinal);
    }

    [Fact]
    public void Slots_that_are_made_up_for_are_found()
    {
        var month = Good();
        month.Beats.InsertRange(31, Enumerable.Range(1, 20).Select(second => new Beat(TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(second), 1)));
        Assert.Contains("cycles within", _rules.Broken(month)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_that_wakes_and_is_not_looked_at_is_found()
    {
        var month = Good();
        month.Wakenings.Add(new Wakening(TimeSpan.FromMinutes(20.5), 1));
        Assert.Empty(_rules.Broken(month));
        month.Beats.RemoveAll(beat => beat.Awake.TotalMinutes is > 20 and < 24);
        Assert.Contains("the machine woke", Assert.Single(_rules.Broken(month)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_click_with_a_session_that_is_not_ours_and_OK_is_found()
    {
        foreach (var wrong in new Func<Click, Click>[] { click => click with { Session = SessionState.LoggedOut }, click => click with { OurAccount = false }, click => click with { Paused = true }, click => click with { Frozen = true } })
        {
            var month = Good();
            month.Clicks[0] = wrong(month.Clicks[0]);
            Assert.Contains("a click at", Assert.Single(_rules.Broken(month)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Caps_cooldowns_and_seconds_are_found()
    {
        var month = Good();
        month.Clicks.AddRange(Enumerable.Range(10, 4).Select(n => ClickAt(n, n)));
        Assert.Contains(_rules.Broken(month), line => line.Contains("of an hour was passed", StringComparison.Ordinal));
        Assert.Contains(_rules.Broken(month), line => line.Contains("of 1 lived hours", StringComparison.Ordinal));

        month = new MonthRecord { Clicks = [.. Enumerable.Range(0, 21).Select(n => ClickAt(n, n * 60))] };
        Assert.Contains(_rules.Broken(month), line => line.Contains("of a day", StringComparison.Ordinal));
        Assert.Contains(_rules.Broken(month), line => line.Contains("of 24 lived hours", StringComparison.Ordinal));

        month = new MonthRecord { Clicks = [ClickAt(1, 0), ClickAt(2, 600) with { Author = "author1" }] };
        Assert.Contains("cooldown", Assert.Single(_rules.Broken(month)), StringComparison.Ordinal);

        month = new MonthRecord { Clicks = [ClickAt(1, 0), ClickAt(2, 600) with { TargetId = "1" }] };
        Assert.Contains("2 replies to the target", Assert.Single(_rules.Broken(month)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_alert_that_repeats_and_one_that_is_missing_are_found()
    {
        static MonthRecord Of(params (string Type, double Hours)[] events) => new()
        {
            Events = [.. events.Select((found, n) => new StoredEvent(n + 1, found.Type, EventSeverity.Info, new JsonObject { ["details"] = new JsonObject { ["cycle"] = n } }, "month", Noon.AddHours(found.Hours)))],
        };

        var (beat, alert, post) = (EventTypes.Heartbeat, EventTypes.NoActivity, EventTypes.PostSuccess);
        Assert.Empty(_rules.Broken(Of((beat, 0), (post, 1), (beat, 1), (alert, 7.01), (beat, 7.01), (beat, 12.9), (alert, 13.01), (beat, 13.01), (post, 14), (alert, 20.01))));
        Assert.Contains("too many", Assert.Single(_rules.Broken(Of((beat, 0), (post, 1), (alert, 7.01), (alert, 8)))), StringComparison.Ordinal);
        Assert.Contains("too many", Assert.Single(_rules.Broken(Of((beat, 0), (post, 1), (alert, 3)))), StringComparison.Ordinal);
        Assert.Contains("missing", Assert.Single(_rules.Broken(Of((beat, 0), (post, 1), (beat, 7.1)))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("posting is frozen", false, EventTypes.Heartbeat, "OK", "running", null)]
    [InlineData("posting is frozen", false, EventTypes.PostingResumed, null, null, "another reason")]
    [InlineData("posting is frozen", true, EventTypes.PostingResumed, null, null, "the reason")]
    [InlineData("the pipeline failed 5 times in a row", false, EventTypes.Heartbeat, "ERROR", "running", null)]
    [InlineData("the pipeline failed 5 times in a row", true, EventTypes.Heartbeat, "OK", "running", null)]
    [InlineData("Chrome keeps dying", false, EventTypes.Heartbeat, "CDP_DOWN", "down", null)]
    [InlineData("Chrome keeps dying", true, EventTypes.Heartbeat, "SESSION_INVALID", "running", null)]
    [InlineData("Chrome keeps dying", true, EventTypes.ChromeStarted, null, null, null)]
    public void A_trouble_that_is_told_again_before_it_was_over_is_found(string what, bool over, string type, string? status, string? browser, string? was)
    {
        var between = new JsonObject { ["status"] = status, ["was"] = was, ["details"] = new JsonObject { ["cycle"] = 7, ["browser"] = browser } };
        var events = new[] { Alert(1), Of(2, type, between), Alert(3) };
        Assert.Equal(over, _rules.Broken(new MonthRecord { Events = events }).Count == 0);
        // Kept while the store was away: it stands last, but its time is that of the middle.
        Assert.Equal(over, _rules.Broken(new MonthRecord { Events = [events[0], events[2], events[1] with { Id = 9 }] }).Count == 0);

        StoredEvent Alert(int minute) => Of(minute, EventTypes.RunnerAlert, new JsonObject { ["what"] = what, ["reason"] = "the reason" });
        static StoredEvent Of(int minute, string type, JsonObject data) => new(minute, type, EventSeverity.Info, data, "month", Noon.AddMinutes(minute));
    }

    private static MonthRecord Good() => new()
    {
        Beats = [.. Enumerable.Range(0, 60).Select(minute => new Beat(TimeSpan.FromMinutes(minute), 1))],
        Clicks = [ClickAt(1, 5)],
    };

    private static Click ClickAt(int n, double minute) =>
        new(TimeSpan.FromMinutes(minute), 1, Noon.AddMinutes(minute), $"{n}", $"author{n}", true, SessionState.Ok, true, false, false);
}
