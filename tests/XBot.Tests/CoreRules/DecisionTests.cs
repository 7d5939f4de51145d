using CsCheck;
using XBot.Core.Daemon;
using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.Core.Watching;

namespace XBot.Tests.CoreRules;

public sealed class DecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Sleep_is_base_times_failures_within_twenty_percent_and_never_above_the_cap() =>
        Gen.Select(Gen.Double[0.001, 86400], Gen.Double[0.001, 86400], Gen.Int[0, int.MaxValue], Gen.Double[0, 1]).Sample((one, two, failures, chance) =>
        {
            var (baseSleep, max) = (TimeSpan.FromSeconds(Math.Min(one, two)), TimeSpan.FromSeconds(Math.Max(one, two)));
            var sleep = SleepPolicy.Next(baseSleep, max, failures, chance);
            var unjittered = Math.Min(baseSleep.TotalSeconds * Math.Max(1, (double)failures), max.TotalSeconds);
            Assert.InRange(sleep.TotalSeconds, (unjittered * 0.8) - 0.001, Math.Min(unjittered * 1.2, max.TotalSeconds) + 0.001);
        });

    [Fact]
    public void The_watchdog_alerts_once_an_episode_and_once_more_at_each_further_threshold()
    {
        var threshold = TimeSpan.FromHours(6);
        var alerts = new List<double>();
        QuietEpisode? episode = null;
        for (var minutes = 0; minutes <= 19 * 60; minutes++)
        {
            var verdict = ActivityWatchdog.Judge(Now.AddMinutes(minutes), null, Now, threshold, episode);
            episode = verdict.Episode;
            if (verdict.Alert)
                alerts.Add(minutes / 60.0);
        }

        Assert.Equal([6, 12, 18], alerts.Select(Math.Floor));
        Assert.Null(ActivityWatchdog.Judge(Now.AddHours(19), Now.AddHours(18.9), Now, threshold, episode).Episode);
    }

    [Fact]
    public void The_latest_activity_counts_and_a_restart_repeats_no_alert()
    {
        var since = Now;
        var told = new QuietEpisode(since, 1);
        Assert.False(ActivityWatchdog.Judge(Now.AddHours(7), since, Now.AddDays(-9), TimeSpan.FromHours(6), told).Alert);
        Assert.True(ActivityWatchdog.Judge(Now.AddHours(7), since, Now.AddDays(-9), TimeSpan.FromHours(6), null).Alert);
    }

    [Fact]
    public void A_clock_that_was_set_back_and_right_again_repeats_no_alert()
    {
        var (threshold, told) = (TimeSpan.FromHours(6), new QuietEpisode(Now, 1));
        var back = ActivityWatchdog.Judge(Now.AddHours(5), Now, Now, threshold, told);
        Assert.Equal(told, back.Episode);
        Assert.Equal(told, ActivityWatchdog.Judge(Now.AddHours(-5), Now, Now, threshold, back.Episode).Episode);
        Assert.False(ActivityWatchdog.Judge(Now.AddHours(7), Now, Now, threshold, back.Episode).Alert);
    }

    [Fact]
    public void A_clock_that_was_a_year_ahead_silences_no_more_than_one_threshold()
    {
        var threshold = TimeSpan.FromHours(6);
        var ahead = ActivityWatchdog.Judge(Now.AddDays(365), Now, Now, threshold, null);
        Assert.True(ahead.Alert);
        var right = ActivityWatchdog.Judge(Now.AddHours(1), Now, Now, threshold, ahead.Episode);
        Assert.False(right.Alert);
        Assert.False(ActivityWatchdog.Judge(Now.AddHours(7), Now, Now, threshold, right.Episode).Alert);
        Assert.True(ActivityWatchdog.Judge(Now.AddHours(12.5), Now, Now, threshold, right.Episode).Alert);
    }

    [Fact]
    public void Five_pipeline_errors_open_the_circuit_once_and_one_trial_a_while_is_allowed()
    {
        var circuit = new PipelineCircuit(TimeSpan.FromMinutes(5));
        var opened = Enumerable.Range(0, 8).Select(second => circuit.Failed("broken", Now.AddSeconds(second))).ToList();
        Assert.Equal([false, false, false, false, true, false, false, false], opened);
        Assert.False(circuit.Allows(Now.AddMinutes(4)));
        Assert.True(circuit.Allows(Now.AddMinutes(6)));
        circuit.Succeeded();
        Assert.True(circuit.Allows(Now.AddMinutes(6)));
    }

    [Fact]
    public void After_the_click_was_allowed_nothing_leads_back_to_a_second_click_but_what_X_said()
    {
        Assert.True(ReplyMoves.Allow(ReplyState.Clicking, ReplyState.Unknown));
        Assert.False(ReplyMoves.Allow(ReplyState.Clicking, ReplyState.Approved));
        Assert.False(ReplyMoves.Allow(ReplyState.Unknown, ReplyState.NotSent));
        Assert.False(ReplyMoves.Allow(ReplyState.Unknown, ReplyState.Approved));
        Assert.False(ReplyMoves.Allow(ReplyState.NeedsHuman, ReplyState.Approved));
        Assert.All([ReplyState.Confirmed, ReplyState.Failed, ReplyState.Rejected, ReplyState.Expired], state => Assert.True(ReplyMoves.IsFinal(state)));
    }

    [Theory]
    [InlineData(187, RefusalFate.Doubt, false)]
    [InlineData(226, RefusalFate.Retry, true)]
    [InlineData(326, RefusalFate.Retry, true)]
    [InlineData(64, RefusalFate.Retry, true)]
    [InlineData(344, RefusalFate.Retry, false)]
    [InlineData(429, RefusalFate.Retry, false)]
    [InlineData(385, RefusalFate.Failed, false)]
    [InlineData(433, RefusalFate.Failed, false)]
    [InlineData(999, RefusalFate.Failed, false)]
    public void Each_refusal_has_its_consequence(int code, RefusalFate fate, bool freezes)
    {
        var consequence = RefusalPolicy.For(code);
        Assert.Equal(fate, consequence.Fate);
        Assert.Equal(freezes, consequence.Freeze);
    }

    [Fact]
    public void No_history_lets_a_cap_be_passed() =>
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 50], Gen.Int[0, 60].Array[0, 200]).Sample((perHour, perDay, gaps) =>
        {
            var caps = new ReplyCaps(perHour, perDay, TimeSpan.Zero);
            var sent = new List<SentReply>();
            var at = Now;
            foreach (var gap in gaps)
            {
                at = at.AddMinutes(gap);
                if (caps.Full(sent, null, at) is null)
                    sent.Add(new SentReply(sent.Count, "somebody", "text", ReplyState.Confirmed, at));
            }

            Assert.All(sent, last =>
            {
                Assert.InRange(sent.Count(other => other.At <= last.At && last.At - other.At < TimeSpan.FromHours(1)), 0, perHour);
                Assert.InRange(sent.Count(other => other.At <= last.At && last.At - other.At < TimeSpan.FromHours(24)), 0, perDay);
            });
        });

    [Fact]
    public void A_clock_that_ran_ahead_and_was_set_right_neither_opens_a_cap_nor_holds_it_shut() =>
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 3000].Array[0, 60], Gen.Int[0, 600_000]).Sample((perHour, ages, ahead) =>
        {
            // By X's clock, as long ago as that; by ours, dated by one that was ahead.
            var sent = ages.Select((age, n) => new SentReply(n, "somebody", "text", ReplyState.Confirmed, Now.AddMinutes(ahead - age), Now.AddMinutes(-age))).ToList();
            var dated = sent.Select(reply => reply.At <= Now ? reply.At : reply.Born!.Value).ToList();
            var caps = new ReplyCaps(perHour, int.MaxValue, TimeSpan.FromHours(4));
            Assert.Equal(dated.Count(at => Now - at < TimeSpan.FromHours(1)) >= perHour, caps.Full(sent, null, Now) is not null);
            Assert.Equal(dated.Any(at => Now - at < TimeSpan.FromHours(4)), caps.Cooling(sent, "Somebody", null, Now) is not null);
            // What really went out within the hour counts, whatever our clock said.
            Assert.True(ages.Count(age => age < 60) < perHour || perHour == 0 || caps.Full(sent, null, Now) is not null);
            // Without X's word a reply of the future is as just sent.
            var mute = sent.Select(reply => reply with { Born = null }).ToList();
            Assert.True(mute.Count(reply => reply.At > Now) < perHour || caps.Full(mute, null, Now) is not null);
        });

    [Theory]
    [InlineData("hello", 5)]
    [InlineData("日本", 4)]
    [InlineData("👍", 2)]
    [InlineData("👩‍👩‍👧", 2)]
    [InlineData("see https://example.com/a/very/long/path/that/goes/on", 27)]
    public void Texts_weigh_what_X_says(string text, int weight) => Assert.Equal(weight, ReplyText.Weight(text));

    [Theory]
    [InlineData("")]
    [InlineData("hello @somebody")]
    [InlineData("look at https://example.com")]
    [InlineData("a Spam word")]
    [InlineData("Said   BEFORE")]
    [InlineData("Said: before!")]
    [InlineData("look at example.com")]
    [InlineData("look at bücher.example.org/a")]
    [InlineData("it is on bit.ly/xyz and t.cn/q")]
    [InlineData("hello \uFF20somebody")]
    [InlineData("a\u0007bell")]
    [InlineData("ask @\u200Bvictim")]
    [InlineData("see https:\u200B//evil\u200B.com/x")]
    [InlineData("sp\u00ADam")]
    [InlineData("turned \u202Earound")]
    [InlineData("\uFEFFhidden mark")]
    [InlineData("さん@bob")]
    [InlineData("Привет@bob")]
    [InlineData("RT@bob said so")]
    [InlineData("look at this.wtf now")]
    public void Texts_that_must_not_go_out_are_named(string text) => Assert.NotNull(ReplyText.Problem(text, Plain, ["said before"]));

    [Theory]
    [InlineData("That is the end.It was fine")]
    [InlineData("Node.js 22.1 vs. v20.2? e.g. on ARM")]
    [InlineData("mail me at a@b")]
    [InlineData("a family 👨\u200D👩\u200D👧 and the flag 🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F")]
    [InlineData("می\u200Cخواهم")]
    public void Texts_that_X_makes_no_link_of_may_go_out(string text) => Assert.Null(ReplyText.Problem(text, Plain, ["said before"]));

    [Fact]
    public void Links_and_mentions_go_out_where_the_owner_allows_them()
    {
        var open = Plain with { AllowLinks = true, AllowMentions = true };
        Assert.Null(ReplyText.Problem("see example.com, @somebody", open, []));
        Assert.Equal(ReplyText.Weight("see ") + 23, ReplyText.Weight("see example.com"));
    }

    private static readonly RunnerSettings Plain = new() { ProfileDir = "/p", RunnerId = "r", BlockedWords = ["spam"] };
}
