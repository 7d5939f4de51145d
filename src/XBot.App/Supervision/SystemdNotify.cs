using System.Globalization;
using System.Net.Sockets;
using System.Text;
using XBot.App.CommandLine;

namespace XBot.App.Supervision;

/// <summary>The daemon's words to systemd (sd_notify): datagrams to the socket that NOTIFY_SOCKET names.</summary>
/// <param name="watchdog">WATCHDOG_USEC: silence of that length makes systemd kill and start the daemon again; null: it does not listen for it.</param>
internal sealed class SystemdNotify(string address, TimeSpan? watchdog, TimeProvider time) : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
    private readonly UnixDomainSocketEndPoint _systemd = new(address.StartsWith('@') ? '\0' + address[1..] : address);
    private bool _heardReady;
    private bool _isReady;
    private long? _lastBeat;

    /// <summary>Null when nobody listens.</summary>
    public static SystemdNotify? Find(CommandHost host)
    {
        if (host.Variable("NOTIFY_SOCKET") is not { } address || address[0] is not ('/' or '@'))
            return null;
        // WATCHDOG_PID names whom it is meant for: our children inherit it.
        var ours = host.Variable("WATCHDOG_PID") is not { } pid || pid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var micros = ours && long.TryParse(host.Variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > 0 ? given : (long?)null;
        return new SystemdNotify(address, micros is { } usec ? TimeSpan.FromMicroseconds(usec) : null, host.Time);
    }

    /// <summary>The start is over; said once, whoever says it.</summary>
    public void Ready()
    {
        _isReady = true;
        _heardReady = _heardReady || Send("READY=1");
    }

    /// <summary>To be called while there is progress, as often as one likes: it is passed on at half of what systemd waits for.</summary>
    public void Alive()
    {
        if (_isReady)
            Ready();
        if (watchdog is not { } patience || (_lastBeat is { } last && time.GetElapsedTime(last) < patience / 2))
            return;
        // One that found the queue full is said again at the next call: two in a row that are lost are all that systemd waits for.
        if (Send("WATCHDOG=1"))
            _lastBeat = time.GetTimestamp();
    }

    public void Stopping() => Send("STOPPING=1");

    public void Dispose() => _socket.Dispose();

    private bool Send(string words)
    {
        try
        {
            _socket.SendTo(Encoding.ASCII.GetBytes(words), _systemd);
            return true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // systemd is away or its queue is full: that must not end the daemon, and its own watchdog judges the silence.
            return false;
        }
    }
}
