using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Tests.App.Commands;

namespace XBot.Tests.App.Doctor;

/// <summary>The troubleshooting section of the first runner document, point by point: each of its questions is one that the doctor answers.</summary>
public sealed class TroubleshootingTests
{
    [Fact]
    public async Task Daemon_not_starting_is_the_service_loaded_what_do_the_error_logs_say_does_it_start_by_hand()
    {
        using var runner = new RunnerFolder();
        await File.WriteAllTextAsync(Path.Combine(runner.Profile, "starts.json"), """{"failed":3,"alerted":false,"lastStart":"2026-03-01T11:59:50+00:00","lastError":"it broke"}""", TestContext.Current.CancellationToken);
        var checks = await AskAsync(runner);
        Assert.Contains("service", checks.Keys);
        Assert.Contains("daemon-error.log", checks["starts"].Fix, StringComparison.Ordinal);
        Assert.Contains("it broke", checks["starts"].Detail, StringComparison.Ordinal);
        Assert.Equal(("warn", "./xbot daemon"), (checks["daemon"].Status, checks["daemon"].Fix));
    }

    [Fact]
    public async Task CDP_not_running_who_holds_the_port_and_is_it_ours()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        using var runner = new RunnerFolder(("CDP_PORT", $"{port}"));
        var check = (await AskAsync(runner))["chrome-port"];
        Assert.Equal("fail", check.Status);
        Assert.Contains($"{port}", check.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_expired_says_so_and_names_the_login()
    {
        using var runner = new RunnerFolder();
        await runner.BeatAsync(RunnerStatus.SessionInvalid, runner.Now.AddMinutes(-1), new JsonObject { ["session"] = "LOGGED_OUT" });
        var check = (await AskAsync(runner))["session"];
        Assert.Equal(("fail", "./xbot login"), (check.Status, check.Fix));
    }

    [Fact]
    public async Task No_activity_alerts_when_was_the_last_post_and_does_the_daemon_run()
    {
        using var runner = new RunnerFolder();
        await runner.AppendAsync(
            new RunnerEvent(EventTypes.PostSuccess, EventSeverity.Info, [], runner.Now.AddHours(-8)),
            new RunnerEvent(EventTypes.NoActivity, EventSeverity.Warning, new JsonObject { ["likely_reason"] = "drafts wait for a person" }, runner.Now.AddMinutes(-30)));
        var checks = await AskAsync(runner);
        Assert.Equal("warn", checks["activity"].Status);
        Assert.Contains("last post 8 h ago", checks["activity"].Detail, StringComparison.Ordinal);
        Assert.Contains("drafts wait for a person", checks["activity"].Detail, StringComparison.Ordinal);
        Assert.Equal("warn", checks["daemon"].Status);

        using var fresh = new RunnerFolder();
        await fresh.AppendAsync(
            new RunnerEvent(EventTypes.NoActivity, EventSeverity.Warning, [], fresh.Now.AddHours(-2)),
            new RunnerEvent(EventTypes.PostSuccess, EventSeverity.Info, [], fresh.Now.AddHours(-1)));
        Assert.Equal("pass", (await AskAsync(fresh))["activity"].Status);
    }

    private static async Task<Dictionary<string, (string? Status, string? Detail, string? Fix)>> AskAsync(RunnerFolder runner)
    {
        await runner.Host.RunAsync("doctor", "--json");
        using var report = JsonDocument.Parse(runner.Host.Stdout);
        return report.RootElement.GetProperty("checks").EnumerateArray().ToDictionary(
            check => check.GetProperty("name").GetString()!,
            check => (check.GetProperty("status").GetString(), check.GetProperty("detail").GetString(), check.GetProperty("fix").GetString()));
    }
}
