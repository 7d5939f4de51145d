using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace XBot.App.Control;

/// <summary>One JSON text a line, both ways.</summary>
/// <param name="maxLineBytes">Of what is read; a longer line ends the conversation before it fills the memory.</param>
internal sealed class ControlLines(Stream stream, int maxLineBytes) : IAsyncDisposable
{
    private static readonly StreamPipeReaderOptions KeepOpen = new(leaveOpen: true);

    private readonly PipeReader _reader = PipeReader.Create(stream, KeepOpen);

    /// <summary>Null when the other side is done.</summary>
    /// <exception cref="InvalidDataException">The line is too long.</exception>
    public async Task<byte[]?> ReadAsync(CancellationToken ct)
    {
        while (true)
        {
            var result = await _reader.ReadAsync(ct);
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = result.Buffer.Slice(0, end).ToArray();
                _reader.AdvanceTo(result.Buffer.GetPosition(1, end));
                return line.Length <= maxLineBytes ? line : throw TooLong();
            }

            if (result.Buffer.Length > maxLineBytes)
                throw TooLong();
            _reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
                return null;
        }
    }

    public async Task WriteAsync<T>(T message, JsonTypeInfo<T> type, CancellationToken ct)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(message, type), (byte)'\n'];
        await stream.WriteAsync(line, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        await _reader.CompleteAsync();
    }

    private InvalidDataException TooLong() => new($"a line of more than {maxLineBytes} bytes");
}
