using System.Net;
using System.Net.Sockets;

namespace XBot.Chrome.Processes;

/// <summary>Asks a port of 127.0.0.1 by connecting to it.</summary>
internal static class LoopbackPort
{
    public static bool IsTaken(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
