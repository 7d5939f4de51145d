using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;

namespace XBot.Chrome.Cdp;

/// <summary>Opens the wire to a browser's DevTools. Throws <see cref="WebSocketException"/> when nobody answers there.</summary>
internal delegate Task<WebSocket> CdpDial(Uri endpoint, CancellationToken ct);

/// <summary>
/// The WebSocket alone: messages go out through a queue, so that a browser that stopped reading blocks no caller, and come in whole.
/// </summary>
internal sealed class CdpSocket(WebSocket socket) : IDisposable
{
    /// <summary>A bigger message ends the connection: bodies and screenshots stay far below.</summary>
    public const int MaxMessageBytes = 64 * 1024 * 1024;

    private readonly Channel<ReadOnlyMemory<byte>> _outgoing = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new() { SingleReader = true });

    /// <summary>Opens Chrome's own WebSocket.</summary>
    public static async Task<WebSocket> DialAsync(Uri endpoint, CancellationToken ct)
    {
        // No Origin header: Chrome refuses every origin that it was not told of, and must not be told of any.
        var socket = new ClientWebSocket();
        socket.Options.Proxy = null;
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        try
        {
            await socket.ConnectAsync(endpoint, ct);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Send(ReadOnlyMemory<byte> message) => _outgoing.Writer.TryWrite(message);

    public async Task SendLoopAsync(CancellationToken ct)
    {
        await foreach (var message in _outgoing.Reader.ReadAllAsync(ct))
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, ct);
    }

    /// <summary>Hands each message to <paramref name="receive"/>, which keeps nothing of it, and returns why there are no more.</summary>
    public async Task<string> ReceiveLoopAsync(Action<ReadOnlyMemory<byte>> receive, CancellationToken ct)
    {
        var message = new ArrayBufferWriter<byte>(64 * 1024);
        while (true)
        {
            var part = await socket.ReceiveAsync(message.GetMemory(16 * 1024), ct);
            if (part.MessageType == WebSocketMessageType.Close)
                return "Chrome closed the connection";
            message.Advance(part.Count);
            if (message.WrittenCount > MaxMessageBytes)
                return $"Chrome sent a message of more than {MaxMessageBytes / 1024 / 1024} MB";
            if (!part.EndOfMessage)
                continue;
            receive(message.WrittenMemory);
            // One giant answer must not stay in memory for weeks.
            if (message.Capacity > 4 * 1024 * 1024)
                message = new ArrayBufferWriter<byte>(64 * 1024);
            else
                message.ResetWrittenCount();
        }
    }

    public void Dispose()
    {
        _outgoing.Writer.TryComplete();
        socket.Abort();
        socket.Dispose();
    }
}
