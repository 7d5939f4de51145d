using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using XBot.Core.Heartbeats;
using XBot.Core.Posting;
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

        Assert.Equal(["configuration", "profile", "disk", "chrome", "chrome-port", "store", "daemon", "cycle", "session", "posting", "rules", "replies"], checks.Keys);
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

        foreach (var name in (string[])["configuration", "profile", "store", "daemon", "cycle", "session", "posting", "replies"])
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
            await new PostingFreeze(store.Facts).FreezeAsync("another account", runner.Now, TestContext.Current.CancellationToken);
        Assert.Equal("fail", Status(await ChecksAsync(runner, 1), "posting"));
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
