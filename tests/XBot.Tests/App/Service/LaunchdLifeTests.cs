namespace XBot.Tests.App.Service;

/// <summary>What the plist we write makes launchd do with a process, as far as the model knows.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class LaunchdLifeTests
{
    [Theory]
    [InlineData("kill -9 $$", -9)]
    [InlineData("kill -SEGV $$", -11)]
    [InlineData("exit 70", 70)]
    [InlineData("exit 1", 1)]
    public async Task A_process_that_crashes_or_ends_with_a_failure_is_started_again(string end, int status)
    {
        await using var desk = new LaunchdDesk();
        desk.Script(end);
        Assert.Equal(1, await desk.ServiceAsync("install"));
        Assert.Contains("the service is installed, and its daemon ended at once with ", desk.Stderr, StringComparison.Ordinal);
        await desk.StartedAsync(3);
        Assert.All(desk.Runs.Take(2), run => Assert.Equal(status, run.Status));
        // 30 s by launchd's clock, which runs a hundred times as fast here.
        Assert.All(desk.Runs.Zip(desk.Runs.Skip(1)), pair => Assert.True(pair.Second.Started - pair.First.Started >= TimeSpan.FromSeconds(0.29)));
    }

    [Fact]
    public async Task A_process_that_ends_with_0_stays_down_until_somebody_starts_it()
    {
        await using var desk = new LaunchdDesk();
        desk.Script("exit 0");
        Assert.Equal(1, await desk.ServiceAsync("install"));
        Assert.Contains("ended at once with 0: daemon-error.log and supervisor.log", desk.Stderr, StringComparison.Ordinal);
        // Once at load; and once more where install's own kick found it gone already.
        await desk.UntilAsync("the end", () => desk.Runs.Count > 0 && desk.Runs.All(run => run.Status == 0));
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, TestContext.Current.CancellationToken);
        await desk.UntilAsync("the end of all", () => desk.Runs.All(run => run.Status == 0));
        var before = desk.Runs.Count;

        // Three times its throttle by launchd's clock.
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal(before, desk.Runs.Count);
        await SaysStoppedAsync(desk);

        await desk.ShellAsync($"launchctl kickstart {desk.Target}");
        await desk.StartedAsync(before + 1);
    }

    /// <summary>A job that launchd leaves alone must not look as if it were about to come back.</summary>
    internal static async Task SaysStoppedAsync(LaunchdDesk desk)
    {
        Assert.Equal(0, await desk.ServiceAsync("status", "--json"));
        Assert.Matches("\"state\": ?\"stopped\"", desk.Stdout);
        Assert.Contains("launchd does not start it again after exit 0", desk.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_ignores_SIGTERM_is_killed_when_ExitTimeOut_is_over_and_with_it_its_group()
    {
        await using var desk = new LaunchdDesk();
        desk.Script("trap '' TERM; sleep 1000 & echo $! >\"$RUNNER_PROFILE_DIR/child\"; while :; do sleep 0.05; done");
        Assert.Equal(0, await desk.ServiceAsync("print"));
        Assert.Contains("<integer>45</integer>", desk.Stdout, StringComparison.Ordinal);
        var shorter = Path.Combine(desk.Place, "shorter.plist");
        var text = desk.Stdout.Replace("<integer>45</integer>", "<integer>1</integer>", StringComparison.Ordinal).Replace(LaunchdDesk.Label, "com.xbot.shorter", StringComparison.Ordinal);
        await File.WriteAllTextAsync(shorter, text, TestContext.Current.CancellationToken);
        var child = Path.Combine(Directory.CreateDirectory(desk.Profile).FullName, "child");

        await desk.ShellAsync($"launchctl bootstrap {desk.Domain} '{shorter}'");
        await desk.UntilAsync("the child", () => File.Exists(child) && new FileInfo(child).Length > 0);
        var left = int.Parse(await File.ReadAllTextAsync(child, TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
        await desk.ShellAsync($"launchctl bootout {desk.Domain}/com.xbot.shorter");

        await desk.UntilAsync("the kill", () => desk.Launchd.RunsOf("com.xbot.shorter") is [{ Killed: true, Status: -9 }]);
        await desk.UntilAsync("the child's end", () => !File.Exists($"/proc/{left}/exe") || File.ReadAllText($"/proc/{left}/stat").Contains(") Z ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_log_that_cannot_be_opened_keeps_it_from_starting_and_launchd_goes_on_trying()
    {
        await using var desk = new LaunchdDesk();
        Assert.Equal(0, await desk.ServiceAsync("install"));
        await desk.StartedAsync(1);
        var log = Path.Combine(desk.Profile, "supervisor.log");
        File.Delete(log);
        Directory.CreateDirectory(log);

        Assert.Equal(1, await desk.ServiceAsync("restart"));
        Assert.Contains("ended at once with 78", desk.Stderr, StringComparison.Ordinal);

        await desk.UntilAsync("two failed starts", () => desk.Runs.Count(run => run is { Pid: 0, Status: 78 }) >= 2);
        Directory.Delete(log);
        await desk.StartedAsync(2);
    }
}
