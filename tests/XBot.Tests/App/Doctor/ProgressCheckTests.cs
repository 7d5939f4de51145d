using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using XBot.App.Configuration;
using XBot.App.Doctor;
using XBot.App.Reports;
using XBot.Chrome;
using XBot.Chrome.Processes;
using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Testing;
using XBot.Tests.App.Commands;

namespace XBot.Tests.App.Doctor;

/// <summary>A daemon that is there and makes no progress, told apart from one that works long, slept, or only lacks its Chrome.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ProgressCheckTests
{
    [Theory]
    [InlineData(0.5, false, "pass", "last good round")]
    [InlineData(2, false, "warn", "long at work")]
    [InlineData(29.5, false, "warn", "long at work")]
    [InlineData(30.5, false, "fail", "it hangs")]
    [InlineData(300, true, "warn", "the machine slept since")]
    public async Task A_round_that_is_overdue_is_judged_by_when_it_was_to_begin(double minutes, bool slept, string status, string words)
    {
        using var runner = new RunnerFolder();
        var due = runner.Now.AddMinutes(-minutes);
        await runner.BeatAsync(RunnerStatus.Ok, due.AddMinutes(-1), new JsonObject { ["session"] = "OK", ["next_wake_at"] = due.ToString("O", CultureInfo.InvariantCulture) });
        if (slept)
            await runner.AppendAsync(new RunnerEvent(EventTypes.SleepDetected, EventSeverity.Info, [], runner.Now.AddSeconds(-20)));
        using var daemon = runner.HoldAs("Daemon");
        var (grade, detail, _) = await AskAsync(runner, "cycle");
        Assert.Equal(status, grade);
        Assert.Contains(words, detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "warn", "its first round is at work")]
    [InlineData(29.5, "warn", "its first round is at work")]
    [InlineData(30.5, "fail", "it hangs")]
    public async Task A_daemon_that_just_began_is_not_held_to_what_the_one_before_it_promised(double minutes, string status, string words)
    {
        using var runner = new RunnerFolder();
        await runner.BeatAsync(RunnerStatus.CdpDown, runner.Now.AddDays(-3), new JsonObject { ["browser"] = "running", ["next_wake_at"] = runner.Now.AddDays(-3).AddMinutes(1).ToString("O", CultureInfo.InvariantCulture) });
        using var daemon = runner.HoldAs("Daemon", since: runner.Now.AddMinutes(-minutes));
        var (grade, detail, _) = await AskAsync(runner, "cycle");
        Assert.Equal(status, grade);
        Assert.Contains(words, detail, StringComparison.Ordinal);

        var told = await runner.JsonAsync("status");
        Assert.Equal(("running", "unknown", JsonValueKind.Null), (told.GetProperty("runner").GetString(), told.GetProperty("browser").GetString(), told.GetProperty("nextWakeAt").ValueKind));
    }

    [Fact]
    public async Task A_daemon_that_was_stopped_by_a_signal_fails_with_the_command_that_wakes_it()
    {
        using var runner = new RunnerFolder();
        using var sleeper = Process.Start("sleep", "600");
        try
        {
            var facts = ProcessProbe.Current.Find(sleeper.Id)!;
            ProcessProbe.Current.Signal(facts, OperatingSystem.IsMacOS() ? 17 : 19);
            while (!RunningProcess.IsStopped(sleeper.Id))
                await Task.Yield();
            using var daemon = runner.HoldAs("Daemon", sleeper.Id);
            var (grade, detail, fix) = await AskAsync(runner, "daemon");
            Assert.Equal("fail", grade);
            Assert.Equal($"is there (pid {sleeper.Id}) and is stopped: nothing runs", detail);
            Assert.Equal($"kill -CONT {sleeper.Id}", fix);
        }
        finally
        {
            sleeper.Kill();
        }
    }

    [Fact]
    public async Task A_session_is_not_known_while_Chrome_is_down()
    {
        using var runner = new RunnerFolder();
        await runner.BeatAsync(RunnerStatus.CdpDown, runner.Now.AddMinutes(-1), new JsonObject { ["browser"] = "down" });
        var (grade, detail, _) = await AskAsync(runner, "session");
        Assert.Equal("warn", grade);
        Assert.StartsWith("not known while Chrome is down", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ChromeState.Foreign, "the profile is locked by a Chrome on another machine", null, "Fail", "SingletonLock")]
    [InlineData(ChromeState.Foreign, "port 9222 is held by nginx", null, "Fail", "CDP_PORT")]
    [InlineData(ChromeState.Stopped, "no Chrome runs", "given_up", "Fail", "xbot chrome start")]
    [InlineData(ChromeState.Stopped, "no Chrome runs", "down", "Warn", "the daemon starts it")]
    public void What_is_advised_about_the_port_fits_its_trouble(ChromeState state, string detail, string? browser, string grade, string fix)
    {
        using var host = new TestHost();
        var beat = new LastHeartbeat(host.Host.Time.GetUtcNow(), "desk-1", new JsonObject { ["details"] = new JsonObject { ["browser"] = browser } });
        var patient = new Patient(SettingsLoader.Load(host.Host), host.Host, new DaemonSighting(true, 4711), null, null, beat);
        var finding = ChromePortCheck.Judge(new ChromeStatus(state, null, 9222, null, "/profile/chrome", null, null, detail), patient);
        Assert.Equal(grade, finding.Grade.ToString());
        Assert.Contains(fix, finding.Fix, StringComparison.Ordinal);
    }

    private static async Task<(string Status, string Detail, string? Fix)> AskAsync(RunnerFolder runner, string name)
    {
        var asked = runner.Host.RunAsync("doctor", "--json");
        while (!asked.IsCompleted)
        {
            runner.Host.Time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await asked;
        using var report = JsonDocument.Parse(runner.Host.Stdout);
        var check = report.RootElement.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == name);
        return (check.GetProperty("status").GetString()!, check.GetProperty("detail").GetString()!, check.GetProperty("fix").GetString());
    }
}
