using System.Globalization;
using System.Net.Sockets;
using System.Text;
using XBot.App.Running;
using XBot.Testing;
using XBot.Tests.Crashes.Outside;
using XBot.Tests.Faults;

namespace XBot.Tests.Away;

/// <summary>The disk of the profile runs full under a real daemon at work, and has room again later.</summary>
public sealed class FullDiskTests
{
    private const int Megabytes = 400;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_stops_clicking_and_loses_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a tmpfs");
        await using var desk = await OutsideDesk.OpenAsync(seed: 31, Ct);
        Directory.CreateDirectory(desk.Profile);
        Assert.SkipUnless(await Machine.RunAsync("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={Megabytes}m,mode=0700"), "tmpfs", desk.Profile), "mounting a tmpfs is refused here");
        try
        {
            await FillAndFreeAsync(desk);
        }
        finally
        {
            await desk.RunAsync(["chrome", "stop"], CancellationToken.None);
            // Chrome may still write its last file.
            var unmounted = false;
            for (var tries = 0; !unmounted && tries < 100; tries++)
            {
                unmounted = await Machine.RunAsync("umount", desk.Profile);
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
            }

            if (!unmounted)
                await Machine.RunAsync("umount", "-l", desk.Profile);
        }
    }

    private static async Task FillAndFreeAsync(OutsideDesk desk)
    {
        await using var daemon = desk.StartDaemon();
        await LedgerAsync(desk, daemon, 1);
        var filler = Path.Combine(desk.Profile, "filler");
        Fill(filler);

        await OutsideDesk.UntilAsync("the disk to be full for the store", () =>
        {
            // What others gave back is taken again.
            Fill(filler);
            return Task.FromResult(daemon.HasExited || Lines(daemon.Said, "the disk is full") >= 3 ? "" : null);
        }, Ct);
        Assert.False(daemon.HasExited, daemon.Said);
        var full = (await desk.LedgerAsync(Ct)).Count;
        var said = Lines(daemon.Said, "the disk is full");
        await OutsideDesk.UntilAsync("two more cycles", () => Task.FromResult(daemon.HasExited || Lines(daemon.Said, "the disk is full") >= said + 2 ? "" : null), Ct);
        Assert.Equal(full, (await desk.LedgerAsync(Ct)).Count);

        File.Delete(filler);
        await LedgerAsync(desk, daemon, full + 2);
        await OutsideDesk.UntilAsync("the kept heartbeats in the store", () => Task.FromResult(KeptHeartbeats.CountIn(desk.Profile) == 0 ? "" : null), Ct);
        await daemon.TerminateAsync(Ct);

        await StartWithoutRoomAsync(desk, filler);

        var (ledger, queue) = (await desk.LedgerAsync(Ct), await desk.QueueAsync(Ct));
        Assert.All(ledger.GroupBy(entry => entry.Target), target => Assert.Single(target));
        Assert.All(ledger, entry => Assert.Contains(queue, reply => reply.TargetId == entry.Target && reply.State is "CONFIRMED" or "UNKNOWN"));
        Assert.Equal(0, (await desk.RunAsync(["db", "check"], Ct)).Code);
        Figures.Print(string.Create(CultureInfo.InvariantCulture, $"a full disk: {full} replies before, none while it was full, {ledger.Count - full} after; none twice, none lost"));
    }

    // A daemon that starts while there is no room waits for it, where a supervisor would take a refusal for the last word.
    private static async Task StartWithoutRoomAsync(OutsideDesk desk, string filler)
    {
        var before = (await desk.LedgerAsync(Ct)).Count;
        Fill(filler);
        using var place = new TempFolder();
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        systemd.Bind(new UnixDomainSocketEndPoint(place.File("notify")));
        await using var daemon = desk.StartService(("INVOCATION_ID", "0123456789abcdef"), ("NOTIFY_SOCKET", place.File("notify")), ("WATCHDOG_USEC", "90000000"));
        await OutsideDesk.UntilAsync("the word that it waits for room", () => Task.FromResult(daemon.HasExited || Lines(daemon.Said, "waiting for room") == 1 ? "" : null), Ct);
        Assert.False(daemon.HasExited, daemon.Said);
        // The wait may last for days, and a start that is not ready within minutes is ended.
        var word = new byte[100];
        Assert.Equal("READY=1", Encoding.ASCII.GetString(word, 0, systemd.Receive(word)));
        File.Delete(filler);
        await LedgerAsync(desk, daemon, before + 1);
        await daemon.TerminateAsync(Ct);
    }

    private static Task LedgerAsync(OutsideDesk desk, Crashes.Desk.HostProcess daemon, int wanted) => OutsideDesk.UntilAsync($"{wanted} replies", async () =>
    {
        Assert.False(daemon.HasExited, daemon.Said);
        return (await desk.LedgerAsync(Ct)).Count >= wanted ? "" : null;
    }, Ct);

    /// <summary>Takes whatever room is left.</summary>
    private static void Fill(string file)
    {
        var block = new byte[64 * 1024];
        try
        {
            using var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
            for (var size = block.Length; size >= 512;)
            {
                try
                {
                    stream.Write(block, 0, size);
                }
                catch (IOException)
                {
                    size /= 2;
                }
            }
        }
        catch (IOException)
        {
            // Full to the last byte.
        }
    }

    private static int Lines(string text, string saying) => text.Split('\n').Count(line => line.Contains(saying, StringComparison.Ordinal));
}
