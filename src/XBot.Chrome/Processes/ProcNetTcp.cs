using System.Globalization;

namespace XBot.Chrome.Processes;

/// <summary>
/// Reads the kernel's table of TCP sockets:
/// <code>
///   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
///    0: 0100007F:2406 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 48213 1 …
/// </code>
/// Addresses are hexadecimal in the machine's byte order, 0A is LISTEN.
/// </summary>
internal static class ProcNetTcp
{
    // 127.0.0.1, 0.0.0.0, ::, ::ffff:127.0.0.1 and ::ffff:0.0.0.0: whoever listens there keeps us from 127.0.0.1.
    private static readonly HashSet<string> InOurWay =
    [
        "0100007F", "00000000", "00000000000000000000000000000000", "0000000000000000FFFF00000100007F", "0000000000000000FFFF000000000000",
    ];

    public static IEnumerable<string> ListenerInodes(string? table, int port)
    {
        foreach (var line in (table ?? "").Split('\n').Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 10 || fields[3] != "0A")
                continue;
            var colon = fields[1].LastIndexOf(':');
            if (InOurWay.Contains(fields[1][..colon]) && int.Parse(fields[1].AsSpan(colon + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture) == port)
                yield return fields[9];
        }
    }
}
