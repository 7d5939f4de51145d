using XBot.App.Configuration;
using XBot.App.Demo;
using XBot.Testing;

namespace XBot.Tests.App.Demo;

public sealed class DemoVariablesTests
{
    private static readonly DemoRequest Five = new(5, Keep: false, Headed: false, TimelineFile: null);

    [Fact]
    public void The_daemon_works_on_the_sandbox_without_any_file_of_settings()
    {
        using var host = new TestHost(("X_BASE_URL", "https://x.com"), ("RUNNER_HEADLESS", "false"), ("RUNNER_MODE", "false"), ("HOME", "/somebody"));

        var made = Make(host, Five);

        Assert.Equal("http://127.0.0.1:4000", made["X_BASE_URL"]);
        Assert.Equal("none", made["XBOT_ENV_FILES"]);
        Assert.Equal("/profile", made["RUNNER_PROFILE_DIR"]);
        Assert.Equal(("true", "true"), (made["RUNNER_HEADLESS"], made["RUNNER_MODE"]));
        Assert.Equal(("auto", "canned"), (made["REPLY_MODE"], made["REPLY_WRITER"]));
        Assert.Equal("4444", made["CDP_PORT"]);
        Assert.Equal("/somebody", made["HOME"]);
    }

    [Fact]
    public void A_window_is_shown_when_asked_for()
    {
        using var host = new TestHost();

        Assert.Equal("false", Make(host, Five with { Headed = true })["RUNNER_HEADLESS"]);
    }

    [Theory]
    [InlineData(null, null, "0.5", "5")]
    [InlineData("2", null, "2", "5")]
    [InlineData("30", null, "30", "30")]
    [InlineData(null, "0.2", "0.2", "0.2")]
    [InlineData(null, "60", "0.5", "60")]
    [InlineData("1", "2", "1", "2")]
    public void The_cadence_is_fast_unless_it_is_given(string? sleep, string? max, string wantedSleep, string wantedMax)
    {
        using var host = new TestHost(("DAEMON_SLEEP_SECONDS", sleep ?? ""), ("DAEMON_MAX_SLEEP", max ?? ""));

        var made = Make(host, Five);

        Assert.Equal((wantedSleep, wantedMax), (made["DAEMON_SLEEP_SECONDS"], made["DAEMON_MAX_SLEEP"]));
    }

    [Theory]
    [InlineData("MAX_REPLIES_PER_HOUR")]
    [InlineData("MAX_REPLIES_PER_DAY")]
    public void A_cap_below_the_replies_is_refused_by_name(string name)
    {
        using var host = new TestHost((name, "4"));

        var refused = Assert.Throws<ConfigurationException>(() => Make(host, Five));

        Assert.StartsWith($"{name} is \"4\" (from environment)", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void Caps_make_room_for_the_replies_beside_earlier_ones_unless_they_are_given()
    {
        using var host = new TestHost(("MAX_REPLIES_PER_DAY", "70"));

        var made = Make(host, Five, sent: 9);

        Assert.Equal(("14", "70"), (made["MAX_REPLIES_PER_HOUR"], made["MAX_REPLIES_PER_DAY"]));
    }

    [Fact]
    public void A_captured_timeline_is_old_and_has_few_authors()
    {
        using var host = new TestHost();

        var invented = Make(host, Five);
        var captured = Make(host, Five with { TimelineFile = "list.json" });

        Assert.False(invented.ContainsKey("MAX_POST_AGE_MINUTES") || invented.ContainsKey("AUTHOR_COOLDOWN_HOURS"));
        Assert.Equal(("52560000", "0"), (captured["MAX_POST_AGE_MINUTES"], captured["AUTHOR_COOLDOWN_HOURS"]));
        Assert.Equal("0", Make(host, Five with { Replies = 40 })["AUTHOR_COOLDOWN_HOURS"]);
    }

    [Theory]
    [InlineData("CDP_PORT", "ninety")]
    [InlineData("X_BASE_URL", "https://example.com")]
    [InlineData("REPLY_MODE", "perhaps")]
    [InlineData("MAX_REPLIES_PER_HOUR", "-1")]
    public void A_wrong_value_is_told_though_the_demo_would_set_its_own(string name, string value)
    {
        using var host = new TestHost((name, value));

        var refused = Assert.Throws<ConfigurationException>(() => DemoVariables.Check(host.Host));

        Assert.StartsWith($"{name} is \"{value}\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_settings_are_not_read()
    {
        using var host = new TestHost().WithFile(".env", "CDP_PORT=ninety\n");

        Assert.Equal(9222, DemoVariables.Check(host.Host).CdpPort);
    }

    [Theory]
    [InlineData("MAX_REPLIES_PER_HOUR", "500")]
    [InlineData("REPLY_WRITER", "canned")]
    public void What_only_a_sandbox_allows_may_be_given(string name, string value)
    {
        using var host = new TestHost((name, value));

        DemoVariables.Check(host.Host);
    }

    private static Dictionary<string, string> Make(TestHost host, DemoRequest request, int sent = 0) =>
        DemoVariables.Make(host.Host, DemoVariables.Check(host.Host), request, new DemoProfile("/profile", true, 0), "http://127.0.0.1:4000", 4444, sent);
}
