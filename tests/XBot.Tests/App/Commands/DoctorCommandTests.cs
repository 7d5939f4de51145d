using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using XBot.Core.Drift;
using XBot.Core.Heartbeats;
using XBot.Core.Posting;
using XBot.Core.Settings;
using XBot.Testing;

namespace XBot.Tests.App.Commands;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _chrome;

    public DoctorCommandTests()
    {
        // Tells its version as Chrome does, and cannot do more.
        _chrome = _folder.File("chromium");
        File.WriteAllText(_chrome, "#!/bin/sh\necho Chromium 156.0.1\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_chrome, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_machine_that_never_ran_anything_gets_warnings_with_the_next_command()
    {
        using var runner = Machine();
        Directory.Delete(runner.Profile);

        var checks = await ChecksAsync(runner, 0);

        Assert.Equal(["configuration", "clock", "profile", "users", "disk", "chrome", "chrome-port", "store", "service", "daemon", "starts", "cycle", "sleep", "session", "reading", "posting", "activity", "rules", "replies"], checks.Keys);
        foreach (var name in (string[])["profile", "store", "daemon", "cycle", "session"])
        {
            Assert.Equal("warn", Status(checks, name));
            Assert.Contains("./xbot", checks[name].GetProperty("fix").GetString(), StringComparison.Ordinal);
        }

        Assert.Contains("Chromium 156.0.1", checks["chrome"].GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, checks["chrome"].GetProperty("fix").ValueKind);
        Assert.False(Directory.Exists(runner.Profile));
    }

    [Fact]
    public async Task A_daemon_at_work_passes()
    {
        using var runner = Machine();
        await runner.BeatAsync(RunnerStatus.Ok, runner.Now.AddMinutes(-1), new JsonObject { ["session"] = "OK" });
        using var daemon = runner.HoldAs("Daemon");

        var checks = await ChecksAsync(runner, 0);

        foreach (var name in (string[])["configuration", "profile", "store", "daemon", "cycle", "session", "reading", "posting", "replies"])
            Assert.Equal("pass", Status(checks, name));
    }

    [Fact]
    public async Task A_daemon_that_hangs_fails()
    {
        using var runner = Machine();
        await runner.BeatAsync(RunnerStatus.Ok, runner.Now.AddHours(-1), new JsonObject { ["session"] = "OK" });
        using var daemon = runner.HoldAs("Daemon");

        Assert.Equal("fail", Status(await ChecksAsync(runner, 1), "cycle"));
    }

    [Theory]
    [InlineData("LOGGED_OUT", "fail", 1)]
    [InlineData("UNKNOWN", "fail", 1)]
    [InlineData("RATE_LIMITED", "warn", 0)]
    public async Task A_session_that_is_not_ok_says_what_to_do(string state, string status, int code)
    {
        using var runner = Machine();
        await runner.BeatAsync(RunnerStatus.SessionInvalid, runner.Now.AddMinutes(-1), new JsonObject { ["session"] = state, ["session_reason"] = "the login form is shown" });

        var session = (await ChecksAsync(runner, code))["session"];

        Assert.Equal(status, session.GetProperty("status").GetString());
        Assert.Contains("the login form is shown", session.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.NotNull(session.GetProperty("fix").GetString());
    }

    [Fact]
    public async Task A_pause_warns_and_a_freeze_fails()
    {
        using var runner = Machine();
        File.WriteAllText(Path.Combine(runner.Profile, "STOP"), "");
        Assert.Equal("warn", Status(await ChecksAsync(runner, 0), "posting"));

        await using (var store = await runner.OpenAsync())
            await new PostingFreeze(store.Facts, () => null).FreezeAsync("another account", runner.Now, TestContext.Current.CancellationToken);
        Assert.Equal("fail", Status(await ChecksAsync(runner, 1), "posting"));
    }

    [Theory]
    [InlineData(1, true, "warn", 0)]
    [InlineData(2, true, "fail", 1)]
    [InlineData(2, false, "warn", 0)]
    public async Task A_page_that_drifted_is_named_with_the_way_to_mend_it(int loads, bool touchesPosting, string status, int code)
    {
        using var runner = Machine();
        await using (var store = await runner.OpenAsync())
        {
            // Posting that froze is another check's finding.
            var watch = new DriftWatch(store.Facts, new PostingFreeze(new XBot.Testing.Stores.MemoryRunnerStore("other").Facts, () => null), new Site(new Uri("http://127.0.0.1:1")), runner.Host.Time);
            for (var load = 0; load < loads; load++)
                await watch.NoteAsync(new DriftLook("home", [new DriftSign("text", "no post shows its text", touchesPosting)], Fresh: true, Conclusive: true), TestContext.Current.CancellationToken);
        }

        var reading = (await ChecksAsync(runner, code))["reading"];

        Assert.Equal(status, reading.GetProperty("status").GetString());
        Assert.Contains("home: no post shows its text", reading.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains(loads == 1 ? "next fresh load" : "docs/reading-x.md", reading.GetProperty("fix").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_open_to_others_fails()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes");
        using var runner = Machine();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(runner.Profile, File.GetUnixFileMode(runner.Profile) | UnixFileMode.OtherRead);

        var profile = (await ChecksAsync(runner, 1))["profile"];

        Assert.StartsWith("chmod 700 ", profile.GetProperty("fix").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_ours_that_others_may_read_warns()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes");
        using var runner = Machine();
        var file = Path.Combine(runner.Profile, "chrome.json");
        File.WriteAllText(file, "{}");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var profile = (await ChecksAsync(runner, 0))["profile"];

        Assert.Equal("warn", profile.GetProperty("status").GetString());
        Assert.Equal($"chmod 600 '{file}'", profile.GetProperty("fix").GetString());
    }

    [Fact]
    public async Task A_clock_that_was_set_back_fails()
    {
        using var runner = Machine();
        await runner.BeatAsync(RunnerStatus.Ok, runner.Now.AddHours(1), new JsonObject { ["session"] = "OK" });

        Assert.Equal("fail", Status(await ChecksAsync(runner, 1), "clock"));
    }

    [Fact]
    public async Task A_Chrome_without_updates_for_half_a_year_warns()
    {
        using var runner = Machine();
        File.WriteAllText(_chrome, "#!/bin/sh\necho Chromium 137.0.1\n");

        var chrome = (await ChecksAsync(runner, 0))["chrome"];

        Assert.Equal("warn", chrome.GetProperty("status").GetString());
        Assert.Contains("releases behind", chrome.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_else_on_our_port_fails()
    {
        using var runner = new RunnerFolder(("RUNNER_CHROME_PATH", _chrome));
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        runner.Host.With("CDP_PORT", Port(other));

        Assert.Equal("fail", Status(await ChecksAsync(runner, 1), "chrome-port"));
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_fails_and_the_other_questions_are_asked_still()
    {
        using var runner = Machine();
        File.WriteAllText(Path.Combine(runner.Profile, "xbot.db"), "this is no database at all");

        var checks = await ChecksAsync(runner, 1);

        Assert.Equal("fail", Status(checks, "store"));
        Assert.Equal("pass", Status(checks, "chrome"));
    }

    [Fact]
    public async Task The_store_tells_its_size_and_the_heartbeats_that_wait_for_it()
    {
        using var runner = Machine();
        await runner.BeatAsync(RunnerStatus.Ok, runner.Now, []);
        Assert.Matches(@"xbot\.db, 0 replies, 0\.\d MB, 0\.\d MB of it free", (await ChecksAsync(runner, 0))["store"].GetProperty("detail").GetString());

        File.WriteAllText(Path.Combine(runner.Profile, "xbot.db"), "this is no database at all");
        new XBot.App.Running.KeptHeartbeats(runner.Profile).Add(new Heartbeat(RunnerStatus.Error, 1, "away", [], runner.Now));
        Assert.Contains("; 1 heartbeats are kept", (await ChecksAsync(runner, 1))["store"].GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_settings_are_the_one_finding_and_keep_their_exit_code()
    {
        using var runner = new RunnerFolder(("CDP_PORT", "nine"));

        var checks = await ChecksAsync(runner, 4);

        Assert.Equal("fail", Status(checks, Assert.Single(checks.Keys)));
        Assert.Contains("CDP_PORT", Assert.Single(runner.Host.Stderr.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_get_the_fix_below_the_finding()
    {
        using var runner = Machine();

        Assert.Equal(0, await runner.Host.RunAsync("doctor"));

        Assert.Matches(@"(?m)^warn  daemon +no daemon runs on this profile\n +-> \./xbot daemon$", runner.Host.Stdout);
    }

    private RunnerFolder Machine()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return new RunnerFolder(("RUNNER_CHROME_PATH", _chrome), ("CDP_PORT", Port(free)));
    }

    private static string Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<Dictionary<string, JsonElement>> ChecksAsync(RunnerFolder runner, int code) =>
        (await runner.JsonAsync(code, "doctor")).GetProperty("checks").EnumerateArray().ToDictionary(check => check.GetProperty("name").GetString()!);

    private static string? Status(Dictionary<string, JsonElement> checks, string name) => checks[name].GetProperty("status").GetString();
}
