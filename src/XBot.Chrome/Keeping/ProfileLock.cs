using System.Globalization;
using System.Net.Sockets;

namespace XBot.Chrome.Keeping;

/// <summary>Chrome's lock on its profile: a symbolic link whose target, <c>my-host-name-4242</c>, is no file.</summary>
/// <param name="Host">May hold dashes itself: the pid follows the last one.</param>
internal sealed record ProfileLock(string Host, int Pid)
{
    public override string ToString() => $"{Host}-{Pid.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Null when there is no lock, or one that names no process.</summary>
    public static ProfileLock? Read(string file)
    {
        var target = new FileInfo(file).LinkTarget;
        var dash = target?.LastIndexOf('-') ?? -1;
        return dash > 0 && int.TryParse(target.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? new ProfileLock(target![..dash], pid) : null;
    }

    /// <summary>Chrome answers on the socket beside its lock as long as it runs.</summary>
    public static bool Answers(string socketFile)
    {
        try
        {
            // The link points to a socket with a short path: the profile's own may be longer than a socket's name can be.
            if (new FileInfo(socketFile).LinkTarget is not { } path)
                return false;
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
