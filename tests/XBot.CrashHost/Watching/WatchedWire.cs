using System.Buffers;
using System.Net.WebSockets;

namespace XBot.CrashHost.Watching;

/// <summary>The wire to Chrome's DevTools; whole messages are shown on their way: before and after they are written, and before they are handed on.</summary>
internal sealed class WatchedWire(WebSocket inner, WireSteps steps) : WebSocket
{
    private readonly ArrayBufferWriter<byte> _incoming = new();

    public override WebSocketCloseStatus? CloseStatus => inner.CloseStatus;
    public override string? CloseStatusDescription => inner.CloseStatusDescription;
    public override WebSocketState State => inner.State;
    public override string? SubProtocol => inner.SubProtocol;

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        steps.Sending(buffer);
        await inner.SendAsync(buffer, messageType, endOfMessage, cancellationToken);
        steps.Sent(buffer);
    }

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var part = await inner.ReceiveAsync(buffer, cancellationToken);
        _incoming.Write(buffer.Span[..part.Count]);
        if (part.EndOfMessage)
        {
            steps.Received(_incoming.WrittenMemory);
            _incoming.ResetWrittenCount();
        }

        return part;
    }

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        SendAsync(buffer.AsMemory(), messageType, endOfMessage, cancellationToken).AsTask();

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        var part = await ReceiveAsync(buffer.AsMemory(), cancellationToken);
        return new WebSocketReceiveResult(part.Count, part.MessageType, part.EndOfMessage);
    }

    public override void Abort() => inner.Abort();

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => inner.CloseAsync(closeStatus, statusDescription, cancellationToken);

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        inner.CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override void Dispose() => inner.Dispose();
}
