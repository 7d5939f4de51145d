using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using XBot.Chrome.Cdp;

namespace XBot.Tests.Chrome;

/// <summary>The other end of a DevTools connection that answers as it is told: what no real Chrome can be made to say.</summary>
internal sealed class ScriptedBrowser : IAsyncDisposable
{
    private readonly Pipe _there = new();
    private readonly Pipe _back = new();
    private readonly WebSocket _server;
    private readonly Task _serving;

    /// <param name="answer">What is sent for a message, by its method; null: <c>{"result":{}}</c> with an attached session.</param>
    public ScriptedBrowser(Func<string, string?> answer)
    {
        _server = WebSocket.CreateFromStream(new DuplexStream(_there.Reader.AsStream(), _back.Writer.AsStream()), new WebSocketCreationOptions { IsServer = true });
        _serving = ServeAsync(answer);
    }

    public Task<CdpConnection> ConnectAsync(CancellationToken ct) => CdpConnection.ConnectAsync(
        (_, _) => Task.FromResult(WebSocket.CreateFromStream(new DuplexStream(_back.Reader.AsStream(), _there.Writer.AsStream()), new WebSocketCreationOptions())),
        new Uri("ws://127.0.0.1/"), TimeSpan.FromSeconds(30), TimeProvider.System, ct);

    public async ValueTask DisposeAsync()
    {
        _server.Abort();
        _there.Writer.Complete();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _server.Dispose();
    }

    private async Task ServeAsync(Func<string, string?> answer)
    {
        var bytes = new byte[64 * 1024];
        while (_server.State == WebSocketState.Open)
        {
            var part = await _server.ReceiveAsync(bytes, CancellationToken.None);
            using var message = JsonDocument.Parse(bytes.AsMemory(0, part.Count));
            var id = message.RootElement.GetProperty("id").GetInt64();
            var said = (answer(message.RootElement.GetProperty("method").GetString()!) ?? """{"id":ID,"result":{"sessionId":"s"}}""").Replace("ID", id.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
            await _server.SendAsync(Encoding.UTF8.GetBytes(said), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
    }

    private sealed class DuplexStream(Stream read, Stream write) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => write.Flush();
        public override int Read(byte[] buffer, int offset, int count) => read.Read(buffer, offset, count);
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => read.ReadAsync(buffer, cancellationToken);
        public override void Write(byte[] buffer, int offset, int count) => write.Write(buffer, offset, count);
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await write.WriteAsync(buffer, cancellationToken);
            await write.FlushAsync(cancellationToken);
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
