using System.Globalization;
using XBot.App.CommandLine;
using XBot.App.Control;
using XBot.Core.Events;
using XBot.Testing;
using XBot.Tests.App.Commands;

namespace XBot.Tests.App.Daemon;

/// <summary>A person logs in while the daemon runs: it lends its browser, goes on with its checks, and takes it back.</summary>
public sealed class DaemonLendingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_login_beside_the_daemon_gets_the_browser_and_gives_it_back()
    {
        await using var desk = await DaemonDesk.StartAsync();
        var before = await desk.HeartbeatAsync("OK");
        using var host = new TestHost(
            ("RUNNER_PROFILE_DIR", desk.Settings.ProfileDir),
            ("CDP_PORT", desk.Settings.CdpPort.ToString(CultureInfo.InvariantCulture)),
            ("X_BASE_URL", desk.Settings.Site.Origin),
            ("RUNNER_HEADLESS", "true"));

        var exitCode = await XbotProgram.RunAsync(["login"], host.Host with { Time = TimeProvider.System });

        Assert.True(exitCode == ExitCodes.Done, host.Stderr);
        Assert.StartsWith("logged in as @demo", host.Stdout, StringComparison.Ordinal);
        Assert.Contains("lent its browser", host.Stderr, StringComparison.Ordinal);
        var started = await desk.EventAsync(EventTypes.ChromeStarted, before.Id);
        await desk.HeartbeatAsync("OK", started.Id);
    }

    [Fact]
    public async Task A_login_ends_with_the_daemon_that_lent_the_browser_and_leaves_no_Chrome()
    {
        await using var desk = await DaemonDesk.StartAsync();
        await desk.HeartbeatAsync("OK");
        desk.Sandbox.Arm("logout", times: 1000);
        using var host = new TestHost(
            ("RUNNER_PROFILE_DIR", desk.Settings.ProfileDir),
            ("CDP_PORT", desk.Settings.CdpPort.ToString(CultureInfo.InvariantCulture)),
            ("X_BASE_URL", desk.Settings.Site.Origin),
            ("RUNNER_HEADLESS", "true"));
        using var notes = new WatchedWriter();
        var login = XbotProgram.RunAsync(["login"], host.Host with { Time = TimeProvider.System, Stderr = notes });
        await NoteAsync("Log in to");

        await desk.StopAsync();

        Assert.Equal(1, await login);
        Assert.Equal("xbot: the daemon that lent its browser has ended: run 'xbot login' again", await NoteAsync("xbot:"));
        Assert.Empty(Directory.GetFiles(Path.Combine(desk.Settings.ProfileDir, "chrome"), "SingletonLock"));

        async Task<string> NoteAsync(string begins)
        {
            string note;
            do
                note = await notes.NextAsync();
            while (!note.StartsWith(begins, StringComparison.Ordinal));
            return note;
        }
    }

    [Fact]
    public async Task While_it_is_lent_checks_go_on_and_nobody_else_gets_it()
    {
        await using var desk = await DaemonDesk.StartAsync();
        var before = await desk.HeartbeatAsync("OK");
        await using (var borrower = await ControlClient.TryConnectAsync(desk.Settings.ProfileDir, Ct))
        {
            await borrower!.LendBrowserAsync(Ct);
            var down = await desk.HeartbeatAsync("CDP_DOWN", before.Id);
            Assert.Contains("lent", down.Data["details"]!.ToJsonString(), StringComparison.Ordinal);
            await using var other = await ControlClient.TryConnectAsync(desk.Settings.ProfileDir, Ct);
            var refused = await Assert.ThrowsAsync<CommandException>(() => other!.RunOnceAsync(Ct));
            Assert.Equal(ExitCodes.AlreadyHeld, refused.ExitCode);
            Assert.Equal(ExitCodes.AlreadyHeld, (await Assert.ThrowsAsync<CommandException>(() => other!.LendBrowserAsync(Ct))).ExitCode);
        }

        var back = await desk.EventAsync(EventTypes.ChromeStarted, before.Id);
        await desk.HeartbeatAsync("OK", back.Id);
    }
}
