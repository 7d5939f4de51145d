using System.Text.Json;

namespace XBot.Tests.App.Service;

/// <summary><c>xbot service</c> against the model of launchd.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class LaunchdInstallTests
{
    [Fact]
    public async Task Install_makes_the_missing_folder_writes_the_plist_and_starts_the_program()
    {
        await using var desk = new LaunchdDesk();
        Assert.False(Directory.Exists(Path.GetDirectoryName(desk.Plist)));

        Assert.True(await desk.ServiceAsync("install") == 0, desk.Said);
        await desk.StartedAsync(1);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(desk.Plist));
        Assert.StartsWith("runner:daemon --service umask 0077 files 8192 path /usr/local/bin:", desk.Starts[0], StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(desk.Plist)!, "*.new"));
        var run = Assert.Single(desk.Runs);
        Assert.Equal((0, $"{run.Pid}\t0\t{LaunchdDesk.Label}\n"), await desk.ShellAsync("launchctl list | grep com.xbot.runner"));
    }

    [Fact]
    public async Task Install_again_leaves_what_runs_by_the_same_definition_alone()
    {
        await using var desk = new LaunchdDesk();
        Assert.Equal(0, await desk.ServiceAsync("install"));
        await desk.StartedAsync(1);

        Assert.Equal(0, await desk.ServiceAsync("install"));

        Assert.Contains("installed already", desk.Stdout, StringComparison.Ordinal);
        Assert.Null(Assert.Single(desk.Runs).Status);
    }

    [Fact]
    public async Task Install_over_an_old_definition_ends_the_old_job_and_runs_the_new_one()
    {
        await using var desk = new LaunchdDesk();
        Assert.Equal(0, await desk.ServiceAsync("install"));
        await desk.StartedAsync(1);
        desk.With("CDP_PORT", "9333");

        Assert.True(await desk.ServiceAsync("install") == 0, desk.Said);
        await desk.StartedAsync(2);

        Assert.Equal(0, desk.Runs[0].Status);
        Assert.Null(desk.Runs[1].Status);
        Assert.Contains("<key>CDP_PORT</key>", await File.ReadAllTextAsync(desk.Plist, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_replaces_a_job_of_our_label_that_came_from_another_file()
    {
        await using var desk = new LaunchdDesk();
        var old = Path.Combine(desk.Place, "old.plist");
        await File.WriteAllTextAsync(old, $"<plist version=\"1.0\"><dict><key>Label</key><string>{LaunchdDesk.Label}</string><key>ProgramArguments</key><array><string>/bin/sleep</string><string>1000</string></array><key>RunAtLoad</key><true/></dict></plist>", TestContext.Current.CancellationToken);
        await desk.ShellAsync($"launchctl bootstrap {desk.Domain} '{old}'");
        await desk.UntilAsync("the old job's start", () => desk.Runs.Count == 1);

        Assert.True(await desk.ServiceAsync("install") == 0, desk.Said);

        await desk.StartedAsync(1);
        Assert.Equal(-15, desk.Runs[0].Status);
    }

    [Fact]
    public async Task Install_waits_for_a_slow_teardown_and_through_the_race_after_it()
    {
        await using var desk = new LaunchdDesk();
        Assert.Equal(0, await desk.ServiceAsync("install"));
        desk.Launchd.Knobs.TeardownLag = TimeSpan.FromSeconds(1);
        desk.Launchd.Knobs.RacesLeft = 3;
        desk.With("CDP_PORT", "9333");

        Assert.True(await desk.ServiceAsync("install") == 0, desk.Said);

        Assert.Equal(0, desk.Launchd.Knobs.RacesLeft);
        await desk.UntilAsync("the new job", () => desk.Runs.Count == 2);
        desk.Launchd.Knobs.TeardownLag = TimeSpan.Zero;
    }

    [Fact]
    public async Task Install_over_SSH_is_refused_with_the_reason_and_writes_nothing()
    {
        await using var desk = new LaunchdDesk();
        desk.Launchd.Knobs.Session = "Background";

        Assert.Equal(1, await desk.ServiceAsync("install"));

        Assert.Contains("\"Background\", not \"Aqua\"", desk.Stderr, StringComparison.Ordinal);
        Assert.Contains("SSH", desk.Stderr, StringComparison.Ordinal);
        Assert.False(File.Exists(desk.Plist));
    }

    [Theory]
    [InlineData(112, "no GUI domain")]
    [InlineData(119, "disabled")]
    [InlineData(122, "owner or rights")]
    [InlineData(125, "SSH")]
    public async Task A_refusal_of_launchd_is_told_in_one_line(int code, string word)
    {
        await using var desk = new LaunchdDesk();
        desk.Launchd.Knobs.BootstrapFailure = code;

        Assert.Equal(1, await desk.ServiceAsync("install"));

        var line = Assert.Single(desk.Stderr.Split('\n'), line => line.StartsWith("xbot:", StringComparison.Ordinal));
        Assert.Contains($"failed with {code}", line, StringComparison.Ordinal);
        Assert.Contains(word, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_disabled_by_hand_stays_disabled_through_an_uninstall_and_install_enables_it()
    {
        await using var desk = new LaunchdDesk();
        Assert.Equal(0, await desk.ServiceAsync("install"));
        await desk.ShellAsync($"launchctl disable {desk.Target}");
        Assert.Equal(0, await desk.ServiceAsync("uninstall"));
        Assert.Contains("disabled", (await desk.ShellAsync($"launchctl print-disabled {desk.Domain}")).Out.Split('\n')[1], StringComparison.Ordinal);

        Assert.True(await desk.ServiceAsync("install") == 0, desk.Said);

        await desk.StartedAsync(2);
        Assert.DoesNotContain(LaunchdDesk.Label, (await desk.ShellAsync($"launchctl print-disabled {desk.Domain}")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_launchd_holds_back_is_kicked()
    {
        await using var desk = new LaunchdDesk();
        desk.Launchd.Knobs.HoldsRunAtLoad = true;
        Assert.Equal(0, await desk.ServiceAsync("install"));
        await desk.StartedAsync(1);
    }

    [Fact]
    public async Task Uninstall_ends_the_job_removes_the_file_keeps_the_profile_and_may_be_said_twice()
    {
        await using var desk = new LaunchdDesk();
        Assert.Equal(0, await desk.ServiceAsync("install"));
        await desk.StartedAsync(1);

        Assert.Equal(0, await desk.ServiceAsync("uninstall"));

        Assert.Equal(0, Assert.Single(desk.Runs).Status);
        Assert.False(File.Exists(desk.Plist));
        Assert.True(Directory.Exists(desk.Profile));
        Assert.Equal(1, (await desk.ShellAsync("launchctl list | grep com.xbot.runner")).Code);
        Assert.Equal(0, await desk.ServiceAsync("uninstall"));
        Assert.Contains("was not installed", desk.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restart_ends_the_process_cleanly_and_starts_another()
    {
        await using var desk = new LaunchdDesk();
        Assert.Equal(1, await desk.ServiceAsync("restart"));
        Assert.Contains("not loaded", desk.Stderr, StringComparison.Ordinal);
        Assert.Equal(0, await desk.ServiceAsync("install"));
        await desk.StartedAsync(1);

        Assert.Equal(0, await desk.ServiceAsync("restart"));

        await desk.StartedAsync(2);
        Assert.Equal(0, desk.Runs[0].Status);
        Assert.NotEqual(desk.Runs[0].Pid, desk.Runs[1].Pid);
    }

    [Fact]
    public async Task Status_tells_absent_running_and_stopped_apart_and_calls_what_it_cannot_read_unknown()
    {
        await using var desk = new LaunchdDesk();
        Assert.Equal("absent", (await StatusAsync(desk)).GetProperty("state").GetString());
        Assert.Equal(0, await desk.ServiceAsync("install"));
        await desk.UntilAsync("the run", () => desk.Runs.Count == 1);
        var running = await StatusAsync(desk);
        Assert.Equal(("running", desk.Runs[0].Pid, desk.Program, true), (running.GetProperty("state").GetString(), running.GetProperty("pid").GetInt32(), running.GetProperty("program").GetString(), running.GetProperty("enabled").GetBoolean()));
        desk.Launchd.Knobs.Garbles = true;
        Assert.Equal("unknown", (await StatusAsync(desk)).GetProperty("state").GetString());
        desk.Launchd.Knobs.Garbles = false;
        await desk.ShellAsync($"launchctl bootout {desk.Target}; while launchctl print {desk.Target}; do sleep 0.1; done");
        Assert.Equal("stopped", (await StatusAsync(desk)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_manual_lines_of_the_runner_document_work_on_our_plist()
    {
        await using var desk = new LaunchdDesk();
        Assert.Equal(0, await desk.ServiceAsync("install"));
        await desk.StartedAsync(1);

        Assert.Equal(0, (await desk.ShellAsync("launchctl unload ~/Library/LaunchAgents/com.xbot.runner.plist && rm ~/Library/LaunchAgents/com.xbot.runner.plist")).Code);

        await desk.UntilAsync("the end", () => desk.Runs[0].Status is 0);
        Assert.False(File.Exists(desk.Plist));
    }

    [Theory]
    [InlineData("Desktop")]
    [InlineData("Documents")]
    public async Task A_program_where_macOS_lets_no_service_read_is_refused(string folder)
    {
        await using var desk = new LaunchdDesk();
        desk.Program = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(desk.Plist)!)!)!, folder, "xbot");
        Assert.Equal(4, await desk.ServiceAsync("install"));
        Assert.Contains($"~/{folder}", desk.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_launchd_could_not_open_is_told_before_anything_is_written()
    {
        await using var desk = new LaunchdDesk();
        Directory.CreateDirectory(Path.Combine(desk.Profile, "supervisor.log"));
        Assert.Equal(1, await desk.ServiceAsync("install"));
        Assert.Contains("supervisor.log", desk.Stderr, StringComparison.Ordinal);
        Assert.False(File.Exists(desk.Plist));
    }

    private static async Task<JsonElement> StatusAsync(LaunchdDesk desk)
    {
        var before = desk.Stdout.Length;
        Assert.Equal(0, await desk.ServiceAsync("status", "--json"));
        using var json = JsonDocument.Parse(desk.Stdout[before..]);
        return json.RootElement.Clone();
    }
}
