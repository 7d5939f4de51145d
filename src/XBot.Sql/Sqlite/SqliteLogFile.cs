using System.Buffers.Binary;
using XBot.Core.Stores;

namespace XBot.Sql.Sqlite;

/// <summary>
/// Looks at the write-ahead log before SQLite does: one whose header is not SQLite's is passed over by it in silence, and whatever was committed
/// last with it. Format: https://www.sqlite.org/fileformat2.html#walformat
/// </summary>
internal static class SqliteLogFile
{
    private const int HeaderBytes = 32;
    private const int SummedBytes = 24;
    private const uint LittleEndian = 0x377F0682, BigEndian = 0x377F0683;
    private const int Tries = 3;

    /// <summary>Nothing to refuse: no log, an empty one, one that was only just begun (SQLite writes the header, whole, before anything is committed).</summary>
    public static void RefuseForeign(string path)
    {
        var log = path + "-wal";
        // A header that is being written while it is read is not a foreign one.
        for (var tries = 1; !IsOurs(log); tries++)
            if (tries == Tries)
                throw new StoreRefusedException($"{log} is not SQLite's log: what was written last cannot be read; restore a backup with 'xbot db restore FILE', which keeps the damaged files");
    }

    private static bool IsOurs(string log)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (ReadHeader(log, header) < HeaderBytes || !header.ContainsAnyExcept((byte)0))
            return true;
        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (magic is not (LittleEndian or BigEndian))
            return false;
        uint first = 0, second = 0;
        for (var at = 0; at < SummedBytes; at += 8)
        {
            first += Word(header[at..], magic) + second;
            second += Word(header[(at + 4)..], magic) + first;
        }

        return first == BinaryPrimitives.ReadUInt32BigEndian(header[SummedBytes..]) && second == BinaryPrimitives.ReadUInt32BigEndian(header[(SummedBytes + 4)..]);
    }

    private static int ReadHeader(string log, Span<byte> header)
    {
        try
        {
            using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        }
        catch (FileNotFoundException)
        {
            // None, or whoever closed last took it away just now.
            return 0;
        }
    }

    private static uint Word(ReadOnlySpan<byte> bytes, uint magic) =>
        magic == BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
