using System.Text.Json;
using XBot.App.Configuration;
using XBot.App.Doctor;
using XBot.App.Reports;
using XBot.App.Service;
using XBot.Testing;
using XBot.Tests.App.Commands;

namespace XBot.Tests.App.Doctor;

/// <summary>What the doctor makes of the supervisor, of failed starts and of the machine's sleep.</summary>
public sealed class SupervisionCheckTests
{
    [Theory]
    [InlineData("absent", false, null, null, false, "Warn", "not installed")]
    [InlineData("running", true, true, 4711, true, "Pass", "pid 4711")]
    [InlineData("running", true, false, 4711, true, "Warn", "will not start at the next login")]
    [InlineData("running", true, true, 9, true, "Warn", "another daemon (pid 4711)")]
    [InlineData("waiting", true, true, null, false, "Fail", "ends before it does anything, its last run ended with 70")]
    [InlineData("waiting", true, true, null, false, "Warn", "about to start it again, its last run ended with 70", 5)]
    [InlineData("stopped", true, true, null, false, "Fail", "installed and stopped")]
    [InlineData("stopped", true, true, null, true, "Warn", "started by hand")]
    [InlineData("unknown", true, null, null, false, "Warn", "nothing that we understand")]
    public void The_services_live_state_is_judged(string state, bool installed, bool? enabled, int? pid, bool daemon, string grade, string words, int? beatMinutesAgo = null)
    {
        using var host = new TestHost();
        var beat = beatMinutesAgo is { } ago ? new LastHeartbeat(host.Host.Time.GetUtcNow().AddMinutes(-ago), "desk-1", []) : null;
        var patient = new Patient(SettingsLoader.Load(host.Host), host.Host, new DaemonSighting(daemon, daemon ? 4711 : null), null, null, beat);
        var finding = ServiceCheck.Judge(new ServiceState("systemd", "com.xbot.runner", "/unit", installed, installed, enabled, state, pid, state == "waiting" ? "70" : null, null, null), patient);
        Assert.Equal(grade, finding.Grade.ToString());
        Assert.Contains(words, finding.Detail, StringComparison.Ordinal);
        Assert.Equal(grade != "Pass", finding.Fix is not null);
    }

    [Theory]
    [InlineData(true, false, "Warn", "loginctl enable-linger")]
    [InlineData(true, true, "Pass", null)]
    [InlineData(false, false, "Pass", null)]
    [InlineData(null, false, "Pass", null)]
    public void A_service_that_ends_at_logout_is_told_where_nobody_sits_at_a_desktop(bool? ends, bool display, string grade, string? fix)
    {
        using var host = new TestHost();
        var machine = host.Host with { HasDisplay = display };
        var patient = new Patient(SettingsLoader.Load(machine), machine, new DaemonSighting(true, 4711), null, null, null);
        var finding = ServiceCheck.Judge(new ServiceState("systemd", "com.xbot.runner", "/unit", true, true, true, "running", 4711, null, null, null, ends), patient);
        Assert.Equal((grade, fix), (finding.Grade.ToString(), finding.Fix));
    }

    [Theory]
    [InlineData(0, false, "pass", 0)]
    [InlineData(1, true, "pass", 0)]
    [InlineData(1, false, "warn", 0)]
    [InlineData(4, false, "warn", 0)]
    [InlineData(5, true, "warn", 0)]
    [InlineData(5, false, "fail", 1)]
    public async Task Failed_starts_are_told_and_from_five_on_called_a_crash_loop(int failed, bool running, string status, int code)
    {
        using var runner = new RunnerFolder();
        await File.WriteAllTextAsync(Path.Combine(runner.Profile, "starts.json"), $$"""{"failed":{{failed}},"alerted":false,"lastStart":"2026-03-01T11:59:50+00:00","lastError":"the pause watch failed"}""", TestContext.Current.CancellationToken);
        using var daemon = running ? runner.HoldAs("Daemon") : null;
        await runner.Host.RunAsync("doctor", "--json");
        using var report = JsonDocument.Parse(runner.Host.Stdout);
        var starts = report.RootElement.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "starts");
        Assert.Equal(status, starts.GetProperty("status").GetString());
        Assert.Equal(status != "pass", starts.GetProperty("detail").GetString()!.Contains("the pause watch failed", StringComparison.Ordinal));
        Assert.Equal(code == 1, starts.GetProperty("status").GetString() == "fail");

        var told = await runner.JsonAsync("status");
        Assert.Equal(running ? Math.Max(0, failed - 1) : failed, told.GetProperty("failedStarts").GetInt32());
        Assert.Equal(failed > 2 && !running, told.GetProperty("nextStartAt").ValueKind == JsonValueKind.String);
    }

    [Fact]
    public async Task People_read_of_a_crash_loop_in_the_status()
    {
        using var runner = new RunnerFolder();
        await File.WriteAllTextAsync(Path.Combine(runner.Profile, "starts.json"), """{"failed":6,"alerted":true,"lastStart":"2026-03-01T11:59:00+00:00","lastError":null}""", TestContext.Current.CancellationToken);
        Assert.Equal(0, await runner.Host.RunAsync("status"));
        Assert.Matches(@"(?m)^Starts +a crash loop: 6 in a row ended before a round was good, the next one 2026-03-01T12:07:00.000Z", runner.Host.Stdout);
    }

    [Fact]
    public async Task A_machine_that_may_sleep_is_told_so()
    {
        using var runner = new RunnerFolder(("KEEP_AWAKE", "false"));
        await runner.Host.RunAsync("doctor", "--json");
        using var report = JsonDocument.Parse(runner.Host.Stdout);
        var sleep = report.RootElement.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "sleep");
        Assert.Contains("KEEP_AWAKE is false", sleep.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
