using XBot.Core.Events;
using XBot.Tests.Crashes.Desk;
using XBot.Tests.Crashes.Outside;

namespace XBot.Tests.App.Supervision;

/// <summary>How whole processes end, and what keeps them running.</summary>
public sealed class ProcessEndTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_part_that_fails_ends_the_process_with_a_failure_and_says_which()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await CrashDesk.OpenAsync(database: null, ct);
        await using var host = CrashDesk.Start(desk.Plan with { BreaksKeeper = true });

        Assert.True(await host.EndsWithinAsync(Patience, ct), host.Said);

        Assert.Equal(1, host.ExitCode);
        Assert.Contains("the lease keeper failed: InvalidOperationException: broken by plan", await host.AllSaidAsync(ct), StringComparison.Ordinal);
        var alert = await desk.Store.Events.LatestAsync(EventTypes.RunnerAlert, ct);
        Assert.Equal("a part of the daemon failed: lease keeper", alert!.Data["what"]!.GetValue<string>());
        Assert.Contains("lease keeper", await File.ReadAllTextAsync(Path.Combine(desk.Plan.Profile, "daemon-error.log"), ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loop_that_hangs_is_ended_with_70_from_outside_of_it()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await CrashDesk.OpenAsync(database: null, ct);
        await using var host = CrashDesk.Start(desk.Plan with { Hangs = true });

        Assert.True(await host.EndsWithinAsync(Patience, ct), host.Said);

        Assert.Equal(70, host.ExitCode);
        Assert.Contains("hangs", await File.ReadAllTextAsync(Path.Combine(desk.Plan.Profile, "daemon-error.log"), ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paused_service_runs_on_and_a_stop_in_the_middle_of_a_round_is_a_clean_end()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await OutsideDesk.OpenAsync(seed: 31, ct);
        Directory.CreateDirectory(desk.Profile);
        await File.WriteAllTextAsync(Path.Combine(desk.Profile, "STOP"), "", ct);
        await using var daemon = desk.StartService(("XPC_SERVICE_NAME", "com.xbot.runner"));
        await OutsideDesk.UntilAsync("three paused rounds", async () => daemon.HasExited || (await BeatsAsync(desk, ct)).Split("\"paused\":true").Length > 3 ? "" : null, ct);
        Assert.False(daemon.HasExited, daemon.Said);

        // From now on a page never comes: wherever the stop meets it, it is in a round.
        await desk.ArmAsync("hang", times: 1000, delayMs: null, ct);
        File.Delete(Path.Combine(desk.Profile, "STOP"));
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, ct);
        await daemon.TerminateAsync(ct);

        Assert.Equal(0, daemon.ExitCode);
        var (_, events) = await desk.RunAsync(["events", "--json", "--type", "RUNNER_DAEMON_STARTED", "RUNNER_DAEMON_STOPPED"], ct);
        Assert.Contains("\"supervisor\":\"launchd\"", events.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("RUNNER_DAEMON_STOPPED", events, StringComparison.Ordinal);
    }

    private static async Task<string> BeatsAsync(OutsideDesk desk, CancellationToken ct)
    {
        if (!File.Exists(Path.Combine(desk.Profile, "xbot.db")))
            return "";
        var (_, said) = await desk.RunAsync(["events", "--json", "--type", "RUNNER_DAEMON_HEARTBEAT"], ct);
        return said.Replace(" ", "", StringComparison.Ordinal);
    }
}
