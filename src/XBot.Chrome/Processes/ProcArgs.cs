using System.Buffers.Binary;
using System.Text;

namespace XBot.Chrome.Processes;

/// <summary>
/// Reads what macOS answers to KERN_PROCARGS2: the number of arguments (32 bits), the path of the program, NULs up to a boundary, each
/// argument with the program first, then the environment, which we leave unread:
/// <code>\x03\0\0\0 /Applications/Chromium.app/Contents/MacOS/Chromium \0\0\0\0 Chromium\0 --headless=new\0 about:blank\0 HOME=…</code>
/// </summary>
internal static class ProcArgs
{
    public static (string? Binary, IReadOnlyList<string> Arguments) Read(ReadOnlySpan<byte> answer)
    {
        if (answer.Length < sizeof(int))
            return (null, []);
        var count = BinaryPrimitives.ReadInt32LittleEndian(answer);
        var rest = answer[sizeof(int)..];
        var binary = TakeText(ref rest);
        rest = rest.TrimStart((byte)0);
        var arguments = new List<string>();
        for (var i = 0; i < count && !rest.IsEmpty; i++)
            arguments.Add(TakeText(ref rest));
        return (binary, arguments.Skip(1).ToArray());
    }

    private static string TakeText(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
        rest = end < 0 ? [] : rest[(end + 1)..];
        return text;
    }
}
