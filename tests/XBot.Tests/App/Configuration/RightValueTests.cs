using XBot.App.Configuration;
using XBot.Core.Settings;
using XBot.Testing;

namespace XBot.Tests.App.Configuration;

public sealed class RightValueTests
{
    private const string Loopback = "http://127.0.0.1:4000";

    private static RunnerSettings Load(params IEnumerable<(string, string)> variables)
    {
        using var host = new TestHost(variables);
        return SettingsLoader.Load(host.Host).Settings;
    }

    [Fact]
    public void With_nothing_set_the_defaults_hold()
    {
        using var host = new TestHost();

        var settings = SettingsLoader.Load(host.Host).Settings;

        Assert.Equal(9222, settings.CdpPort);
        Assert.Equal(Path.Combine(host.Home, ".runner-profile"), settings.ProfileDir);
        Assert.True(settings.RunnerMode);
        Assert.False(settings.Headless);
        Assert.Equal(TimeSpan.FromSeconds(60), settings.Sleep);
        Assert.Equal(TimeSpan.FromSeconds(300), settings.MaxSleep);
        Assert.Equal(TimeSpan.FromHours(6), settings.NoActivityAlert);
        Assert.Equal((30.0, 400.0), (settings.KeepHeartbeats.TotalDays, settings.KeepEvents.TotalDays));
        Assert.Null(settings.DatabaseUrl);
        Assert.True(settings.KeepAwake);
        Assert.False(Load(("KEEP_AWAKE", "false")).KeepAwake);
        Assert.Equal("https://x.com", settings.Site.Origin);
        Assert.Equal(ReplyMode.Approve, settings.ReplyMode);
        Assert.Equal(ReplyWriterKind.Manual, settings.ReplyWriter);
        Assert.Equal(["home"], settings.HarvestSources);
        Assert.Equal((4, 20, 72.0), (settings.MaxRepliesPerHour, settings.MaxRepliesPerDay, settings.AuthorCooldown.TotalHours));
        Assert.Equal((180.0, 120.0), (settings.MaxPostAge.TotalMinutes, settings.DraftExpiry.TotalMinutes));
        Assert.Matches("^desk-[0-9a-f]{8}$", settings.RunnerId);
    }

    [Theory]
    [InlineData("https://x.com", "https://x.com", false)]
    [InlineData("https://X.com/", "https://x.com", false)]
    [InlineData("http://127.0.0.1:4000/", "http://127.0.0.1:4000", true)]
    [InlineData("http://127.8.9.1", "http://127.8.9.1", true)]
    [InlineData("http://localhost:1", "http://localhost:1", true)]
    [InlineData("https://[::1]:65535", "https://[::1]:65535", true)]
    public void The_site_is_X_or_on_loopback(string text, string origin, bool loopback)
    {
        var site = Load(("X_BASE_URL", text)).Site;
        Assert.Equal((origin, loopback), (site.Origin, site.IsLoopback));
    }

    [Fact]
    public void On_loopback_replies_go_out_by_themselves_and_limits_are_wide()
    {
        var settings = Load(("X_BASE_URL", Loopback), ("MAX_REPLIES_PER_HOUR", "1000000"), ("MAX_REPLIES_PER_DAY", "0"), ("AUTHOR_COOLDOWN_HOURS", "0"));

        Assert.Equal((ReplyMode.Auto, ReplyWriterKind.Canned), (settings.ReplyMode, settings.ReplyWriter));
        Assert.Equal((1_000_000, 0, TimeSpan.Zero), (settings.MaxRepliesPerHour, settings.MaxRepliesPerDay, settings.AuthorCooldown));
    }

    [Fact]
    public void On_loopback_a_manual_writer_makes_approve_the_default() =>
        Assert.Equal(ReplyMode.Approve, Load(("X_BASE_URL", Loopback), ("REPLY_WRITER", "manual")).ReplyMode);

    [Theory]
    [InlineData("OPENAI_API_KEY", "key")]
    [InlineData("OPENAI_BASE_URL", "http://localhost:11434/v1")]
    public void The_openai_writer_needs_a_model_and_a_key_or_a_local_endpoint(string name, string value)
    {
        var settings = Load(("REPLY_MODE", "auto"), ("REPLY_WRITER", "openai"), ("OPENAI_MODEL", "small"), (name, value));
        Assert.Equal((ReplyMode.Auto, ReplyWriterKind.OpenAi), (settings.ReplyMode, settings.ReplyWriter));
        Assert.Throws<ConfigurationException>(() => Load(("REPLY_WRITER", "openai"), (name, value)));
        Assert.Throws<ConfigurationException>(() => Load(("REPLY_WRITER", "openai"), ("OPENAI_MODEL", "small")));
    }

    [Theory]
    [InlineData("TRUE", true)]
    [InlineData("False", false)]
    public void Switches_are_true_or_false_in_any_case(string text, bool expected) =>
        Assert.Equal((expected, expected), (Load(("RUNNER_MODE", text)).RunnerMode, Load(("RUNNER_HEADLESS", text)).Headless));

    [Fact]
    public void Durations_take_fractions()
    {
        var settings = Load(("DAEMON_SLEEP_SECONDS", "0.25"), ("DAEMON_MAX_SLEEP", "1.5"), ("NO_ACTIVITY_ALERT_HOURS", "0.001"), ("AUTHOR_COOLDOWN_HOURS", "1.5"));
        Assert.Equal(0.5, Load(("HEARTBEAT_RETENTION_DAYS", "0.5")).KeepHeartbeats.TotalDays);
        Assert.Equal((0.25, 1.5, 3.6, 90.0), (settings.Sleep.TotalSeconds, settings.MaxSleep.TotalSeconds, settings.NoActivityAlert.TotalSeconds, settings.AuthorCooldown.TotalMinutes));
    }

    [Fact]
    public void Lowering_the_longest_sleep_alone_lowers_the_usual_one() =>
        Assert.Equal(TimeSpan.FromSeconds(30), Load(("DAEMON_MAX_SLEEP", "30")).Sleep);

    [Fact]
    public void Raising_the_usual_sleep_above_the_longest_names_both()
    {
        var failure = Assert.Throws<ConfigurationException>(() => Load(("DAEMON_SLEEP_SECONDS", "600")));
        Assert.Contains("DAEMON_SLEEP_SECONDS is \"600\"", failure.Message, StringComparison.Ordinal);
        Assert.Contains("DAEMON_MAX_SLEEP (300)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_lose_blanks_and_doubles()
    {
        var settings = Load(("HARVEST_SOURCES", "home, handles,queries"), ("HARVEST_HANDLES", "@a, B ,a"), ("HARVEST_QUERIES", "cats, dogs; \"two words\" lang:en;"), ("TOPIC_KEYWORDS", "x,, y z "));
        Assert.Equal(["home", "handles", "queries"], settings.HarvestSources);
        Assert.Equal(["a", "B"], settings.HarvestHandles);
        Assert.Equal(["cats, dogs", "\"two words\" lang:en"], settings.HarvestQueries);
        Assert.Equal(["x", "y z"], settings.TopicKeywords);
        Assert.Equal(["en", "pt", "id", "und"], Load(("HARVEST_LANGUAGES", "EN, pt-BR,in, id, und")).HarvestLanguages);
    }

    [Fact]
    public void A_runner_keeps_its_name_and_another_profile_has_another()
    {
        using var host = new TestHost();
        var first = SettingsLoader.Load(host.Host).Settings.RunnerId;
        Assert.Equal(first, SettingsLoader.Load(host.Host).Settings.RunnerId);
        Assert.NotEqual(first, SettingsLoader.Load(host.With("RUNNER_PROFILE_DIR", "other").Host).Settings.RunnerId);
    }

    [Fact]
    public void Without_a_display_Chrome_is_headless_unless_told_otherwise()
    {
        using var host = new TestHost();
        Assert.True(SettingsLoader.Load(host.Host with { HasDisplay = false }).Settings.Headless);
        Assert.False(SettingsLoader.Load(host.With("RUNNER_HEADLESS", "false").Host with { HasDisplay = false }).Settings.Headless);
    }
}
