using System.Globalization;
using System.Net.Sockets;
using System.Text;
using XBot.App.Supervision;
using XBot.Testing;

namespace XBot.Tests.App.Supervision;

/// <summary>What systemd hears, on a real datagram socket.</summary>
public sealed class SystemdNotifyTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Socket _systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 30_000 };

    public SystemdNotifyTests() => _systemd.Bind(new UnixDomainSocketEndPoint(_folder.File("notify")));

    public void Dispose()
    {
        _systemd.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void It_hears_once_that_the_daemon_is_ready_and_beats_at_half_of_its_patience()
    {
        using var host = new TestHost(("NOTIFY_SOCKET", _folder.File("notify")), ("WATCHDOG_USEC", "90000000"));
        using var notify = SystemdNotify.Find(host.Host)!;
        notify.Ready();
        notify.Ready();
        for (var second = 0; second < 100; second++)
        {
            notify.Alive();
            host.Time.Advance(TimeSpan.FromSeconds(1));
        }

        notify.Stopping();
        Assert.Equal(["READY=1", "WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1", "STOPPING=1"], Enumerable.Range(0, 5).Select(_ => Hear()));
    }

    [Fact]
    public void A_word_that_found_nobody_is_said_again_at_the_next_look()
    {
        using var host = new TestHost(("NOTIFY_SOCKET", _folder.File("later")), ("WATCHDOG_USEC", "90000000"));
        using var notify = SystemdNotify.Find(host.Host)!;
        notify.Ready();
        notify.Alive();
        using var later = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 30_000 };
        later.Bind(new UnixDomainSocketEndPoint(_folder.File("later")));
        host.Time.Advance(TimeSpan.FromSeconds(1));
        notify.Alive();
        notify.Stopping();
        Assert.Equal(["READY=1", "WATCHDOG=1", "STOPPING=1"], Enumerable.Range(0, 3).Select(_ => Hear(later)));
    }

    [Fact]
    public void A_watchdog_that_is_meant_for_another_process_hears_nothing()
    {
        var other = (Environment.ProcessId + 1).ToString(CultureInfo.InvariantCulture);
        using var host = new TestHost(("NOTIFY_SOCKET", _folder.File("notify")), ("WATCHDOG_USEC", "90000000"), ("WATCHDOG_PID", other));
        using var notify = SystemdNotify.Find(host.Host)!;
        notify.Alive();
        notify.Stopping();
        Assert.Equal("STOPPING=1", Hear());
    }

    [Fact]
    public void Nobody_who_listens_is_no_trouble()
    {
        using var alone = new TestHost();
        Assert.Null(SystemdNotify.Find(alone.Host));
        using var host = new TestHost(("NOTIFY_SOCKET", _folder.File("gone")));
        using var notify = SystemdNotify.Find(host.Host)!;
        notify.Ready();
    }

    private string Hear() => Hear(_systemd);

    private static string Hear(Socket systemd)
    {
        var words = new byte[100];
        return Encoding.ASCII.GetString(words, 0, systemd.Receive(words));
    }
}
