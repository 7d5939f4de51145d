using System.Text;

namespace XBot.App.Reports;

/// <summary>The end of a log that somebody else goes on writing. The log keeps its file when it is cut, so a shorter file means: from the start again.</summary>
internal sealed class LogTail(string path, TextWriter writer)
{
    private const int BlockBytes = 16 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // A letter may be cut by a block's end, or be written in two parts.
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private long position;
    private byte[] before = [];

    public bool Exists => File.Exists(path);

    /// <summary>Writes the last lines that are there now.</summary>
    public async Task WriteLastAsync(int lines, CancellationToken ct)
    {
        await using (var file = Open(path))
            position = StartOf(file, lines);
        await WriteFreshAsync(ct);
    }

    /// <summary>Writes what is added, until it is cancelled or <paramref name="closed"/>: nobody reads it any more.</summary>
    public async Task FollowAsync(Func<bool> closed, TimeProvider time, CancellationToken ct)
    {
        while (!closed())
        {
            await Task.Delay(Pause, time, ct);
            if (Exists)
                await WriteFreshAsync(ct);
        }
    }

    private async Task WriteFreshAsync(CancellationToken ct)
    {
        await using var file = Open(path);
        if (file.Length < position)
        {
            await WriteCutAsync(ct);
            position = 0;
            decoder.Reset();
        }

        await CopyAsync(file, ct);
        await writer.FlushAsync(ct);
    }

    /// <summary>What was added since the last look and is in the copy alone.</summary>
    private async Task WriteCutAsync(CancellationToken ct)
    {
        try
        {
            await using var cut = Open(path + ".1");
            // Another one, of an earlier cut, has other lines there.
            if (cut.Length >= position && BeforeOf(cut).AsSpan().SequenceEqual(before))
                await CopyAsync(cut, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No copy was made: there was no room for one.
        }
    }

    private async Task CopyAsync(FileStream file, CancellationToken ct)
    {
        file.Position = position;
        var bytes = new byte[BlockBytes];
        var letters = new char[BlockBytes];
        while (await file.ReadAsync(bytes, ct) is var read and > 0)
        {
            await writer.WriteAsync(letters.AsMemory(0, decoder.GetChars(bytes.AsSpan(0, read), letters, flush: false)), ct);
            position += read;
        }

        before = BeforeOf(file);
    }

    /// <summary>The last bytes that were shown.</summary>
    private byte[] BeforeOf(FileStream file)
    {
        var bytes = new byte[Math.Min(position, BlockBytes / 4)];
        file.Position = position - bytes.Length;
        return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length ? bytes : [];
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Where the last <paramref name="lines"/> lines begin, looked for from the end.</summary>
    private static long StartOf(FileStream file, int lines)
    {
        var length = file.Length;
        if (lines == 0)
            return length;
        var block = new byte[BlockBytes];
        var begin = length;
        var found = 0;
        while (begin > 0)
        {
            var size = (int)Math.Min(block.Length, begin);
            begin -= size;
            file.Position = begin;
            file.ReadExactly(block, 0, size);
            for (var i = size - 1; i >= 0; i--)
            {
                // The very last line break ends a line, it begins none.
                if (block[i] == '\n' && begin + i != length - 1 && ++found == lines)
                    return begin + i + 1;
            }
        }

        return 0;
    }
}
