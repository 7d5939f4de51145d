using System.Net;
using System.Net.Sockets;

namespace XBot.Testing;

/// <summary>Ports for programs that are told theirs, and for those where nobody is to answer.</summary>
public static class Ports
{
    // Below what a kernel hands out by itself (32768 on Linux, 49152 on macOS): nobody who asks for any port gets one of these meanwhile.
    private const int First = 15_000, Count = 15_000;

    private static int _next = new Random(Environment.ProcessId).Next(Count);

    /// <summary>One of 127.0.0.1 on which nobody listens, and which this process gives out once.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref _next) & int.MaxValue) % Count;
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}
