using XBot.App.CommandLine;
using XBot.App.Configuration;
using XBot.Testing;

namespace XBot.Tests.App.Configuration;

/// <summary>Every variable refuses what it should with exit 4 and one line that names it.</summary>
public sealed class WrongValueTests
{
    private const string Loopback = "http://127.0.0.1:4000";

    public static TheoryData<string, string> OnTheRealSite()
    {
        var data = new TheoryData<string, string>();
        foreach (var (name, values) in new (string, string[])[]
        {
            ("CDP_PORT", ["0", "65536", "-1", "+1", "1e3", "9222.0", "9,222", "abc", "99999999999", "0x10", "٣"]),
            ("RUNNER_PROFILE_DIR", ["/dev/null", "/dev/null/inside"]),
            ("RUNNER_BROWSER", ["chrome", "CDP", "playwright"]),
            ("RUNNER_MODE", ["yes", "1", "0", "on", "falsch", "true false"]),
            ("RUNNER_HEADLESS", ["new", "1", "no"]),
            ("CHROME_RESTARTS_PER_HOUR", ["0", "3601", "2.5", "many"]),
            ("PAGE_MAX_AGE_HOURS", ["0", "-1", "8761", "12h"]),
            ("PAGE_MAX_MEMORY_MB", ["15", "1048577", "1GB", "2.5"]),
            ("CHROME_MAX_AGE_HOURS", ["0", "87601", "week"]),
            ("CHROME_MAX_MEMORY_MB", ["127", "1048577", "lots"]),
            ("DAEMON_SLEEP_SECONDS", ["0", "0.0", "-1", "abc", "1,5", "NaN", "Infinity", "1e2", "86401", "301"]),
            ("DAEMON_MAX_SLEEP", ["0", "-5", "five", "∞", "86401"]),
            ("NO_ACTIVITY_ALERT_HOURS", ["0", "-6", "6h", "8761"]),
            ("HEARTBEAT_RETENTION_DAYS", ["0", "-1", "month", "36501"]),
            ("EVENT_RETENTION_DAYS", ["0", "0.0001", "1y", "36501"]),
            ("DATABASE_URL", ["mysql://u:p@h/d", "xbot.db", "postgres://", "postgres:///d", "postgres://u:p#w@h/d", "postgres://u:p@w@h/d", "postgres://u:p@h", "postgres://u:p@h/d?sslmode=verify_full"]),
            ("X_BASE_URL", ["https://twitter.com", "http://x.com", "https://x.com/home", "https://x.com//", "https://x.com.evil.example", "x.com", "http://10.0.0.1:80", "http://0.0.0.0:80", "http://127.0.0.1/a", "http://127.0.0.1/?q", "http://u@127.0.0.1", "http://localhost.evil.example", "http://[::2]:1", "http://[::ffff:127.0.0.1]:1", "ftp://localhost", "http://127.0.0.1#", "http://127.0.0.1\\a", "http://localhost:0", "http://localhost:99999", "file:///etc"]),
            ("REPLY_MODE", ["auto", "Approve", "off", "dry-run"]),
            ("REPLY_WRITER", ["canned", "gpt", "openai", "OpenAI"]),
            ("REPLY_LINKS", ["yes", "1"]),
            ("REPLY_MENTIONS", ["no", "maybe"]),
            ("OPENAI_BASE_URL", ["localhost:1", "ftp://h", "http://u:p@h"]),
            ("OPENAI_API_KEY", ["two words", "kéy"]),
            ("OPENAI_MODEL", ["two words"]),
            ("HARVEST_SOURCES", ["homes", "home,list", ",", "Home", "handles", "home,queries"]),
            ("HARVEST_HANDLES", ["a-b", "@", "sixteen_letters_", "a b", ","]),
            ("HARVEST_QUERIES", [";", new string('q', 501)]),
            ("HARVEST_REPLIES", ["yes", "1"]),
            ("HARVEST_LANGUAGES", [",", "english", "e", "en,d€", "en-"]),
            ("TOPIC_KEYWORDS", [","]),
            ("BLOCKED_WORDS", [" , ,"]),
            ("MAX_POST_AGE_MINUTES", ["0", "-1", "1.5", "52560001", "3h"]),
            ("DRAFT_EXPIRY_MINUTES", ["0", "-1", "soon", "52560001"]),
            ("MAX_REPLIES_PER_HOUR", ["9", "-1", "4.0", "many"]),
            ("MAX_REPLIES_PER_DAY", ["51", "-1", "twenty"]),
            ("AUTHOR_COOLDOWN_HOURS", ["0", "0.99", "-1", "3d", "87601"]),
            ("RUNNER_CHROME_PATH", ["/does/not/exist", "/etc/passwd", "/usr/bin"]),
            ("RUNNER_ID", ["a b", "ä", "a/b", new string('x', 65)]),
            ("SELECTORS_FILE", ["/does/not/exist.json", "/tmp"]),
            ("OPENAI_DRAFTS_PER_DAY", ["-1", "1.5", "many", "1000001"]),
            ("OPENAI_TIMEOUT_SECONDS", ["0", "-1", "soon", "100001"]),
            ("REPLY_PROMPT_FILE", ["/does/not/exist.txt", "/tmp"]),
            ("ACCOUNT_LEASE_SECONDS", ["0", "9.9", "3601", "long"]),
            ("KEEP_AWAKE", ["yes", "1", "never"]),
            ("HEARTBEAT_PING_URL", ["hc-ping", "ftp://host/x", "//host"]),
        })
            data.AddRange(values.Select(value => new TheoryDataRow<string, string>(name, value)));
        return data;
    }

    [Theory, MemberData(nameof(OnTheRealSite))]
    public async Task A_wrong_value_ends_with_exit_4_and_one_line_that_names_it(string name, string value)
    {
        using var host = new TestHost((name, value));

        Assert.Equal(ExitCodes.ConfigurationInvalid, await host.RunAsync("config", "--json"));

        Assert.Empty(host.Stdout);
        var line = Assert.Single(host.Stderr.TrimEnd('\n').Split('\n'));
        Assert.StartsWith($"xbot: {name} ", line, StringComparison.Ordinal);
        Assert.Contains("environment", line, StringComparison.Ordinal);
    }

    [Fact]
    public void No_variable_is_left_out_of_that_table() =>
        Assert.Equal(
            SettingCatalogue.All.Select(setting => setting.Name).Order(),
            OnTheRealSite().Select(row => row.Data.Item1).Distinct().Order());

    [Theory]
    [InlineData("MAX_REPLIES_PER_HOUR", "1000001")]
    [InlineData("MAX_REPLIES_PER_DAY", "-1")]
    [InlineData("AUTHOR_COOLDOWN_HOURS", "-0.1")]
    public async Task Loopback_has_limits_too(string name, string value)
    {
        using var host = new TestHost(("X_BASE_URL", Loopback), (name, value));
        Assert.Equal(ExitCodes.ConfigurationInvalid, await host.RunAsync("config"));
    }

    [Fact]
    public async Task Each_of_several_wrong_variables_has_its_line()
    {
        using var host = new TestHost(("CDP_PORT", "x"), ("RUNNER_MODE", "y"));

        Assert.Equal(ExitCodes.ConfigurationInvalid, await host.RunAsync("config"));

        Assert.Equal(2, host.Stderr.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task A_secret_that_is_wrong_is_not_repeated()
    {
        using var host = new TestHost(("DATABASE_URL", "postgres://me:hunter2#@db/x"), ("OPENAI_API_KEY", "hunter2 x"), ("OPENAI_BASE_URL", "http://u:hunter2@h"));

        Assert.Equal(ExitCodes.ConfigurationInvalid, await host.RunAsync("config"));

        Assert.DoesNotContain("hunter2", host.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_with_line_breaks_stays_one_line()
    {
        using var host = new TestHost().WithFile(".env", "RUNNER_ID=\"a\nb\"\n");

        Assert.Equal(ExitCodes.ConfigurationInvalid, await host.RunAsync("config"));

        Assert.Equal("xbot: RUNNER_ID is \"a b\" (from .env): allowed is 1 to 64 of A-Z a-z 0-9 . _ -\n", host.Stderr);
    }
}
