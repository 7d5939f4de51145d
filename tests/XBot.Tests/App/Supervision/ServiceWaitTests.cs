using System.Net.Sockets;
using System.Text;
using XBot.App.CommandLine;
using XBot.Testing;
using XBot.Tests.App.Commands;

namespace XBot.Tests.App.Supervision;

/// <summary>A service that finds its profile held by a command: <c>xbot login</c> may wait for a person for an hour.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ServiceWaitTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_ready_at_once_and_beats_while_it_waits_for_a_command_and_says_so_once()
    {
        using var runner = new RunnerFolder(("X_BASE_URL", "http://127.0.0.1:9"), ("INVOCATION_ID", "0123456789abcdef"), ("WATCHDOG_USEC", "90000000"));
        using var place = new TempFolder();
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        systemd.Bind(new UnixDomainSocketEndPoint(place.File("notify")));
        runner.Host.With("NOTIFY_SOCKET", place.File("notify"));
        using var held = runner.HoldAs("Command");

        var heard = new List<string>();
        var running = runner.Host.RunAsync("daemon", "--service");
        // Ten minutes by the daemon's clock.
        for (var look = 0; look < 1200 && !running.IsCompleted; look++)
        {
            runner.Host.Time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, Ct);
            Hear(systemd, heard);
        }

        Assert.False(running.IsCompleted);
        Assert.Equal("READY=1", heard[0]);
        // Half of 90 s is due every 45; the daemon's looks are not quite in step with ours.
        Assert.InRange(heard.Count(word => word == "WATCHDOG=1"), 6, 14);
        Assert.Single(await LinesAsync(runner), line => line.Contains("Waiting for another xbot command (pid 4711)", StringComparison.Ordinal));

        runner.Host.Stop.Terminate();
        while (!running.IsCompleted)
        {
            runner.Host.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, Ct);
        }

        Assert.NotEqual(ExitCodes.AlreadyHeld, await running);
    }

    private static void Hear(Socket systemd, List<string> heard)
    {
        var words = new byte[100];
        while (systemd.Available > 0)
            heard.Add(Encoding.ASCII.GetString(words, 0, systemd.Receive(words)));
    }

    private static async Task<string[]> LinesAsync(RunnerFolder runner) => await File.ReadAllLinesAsync(Path.Combine(runner.Profile, "daemon.log"), Ct);
}
