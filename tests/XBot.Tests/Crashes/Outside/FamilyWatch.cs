using System.Globalization;
using System.Net;
using XBot.Chrome.Processes;

namespace XBot.Tests.Crashes.Outside;

/// <summary>What a process and all below it show to the rest of the machine, gathered over many looks: where they listen, their command lines, and Chrome's variables. Linux only.</summary>
internal sealed class FamilyWatch(int pid)
{
    public HashSet<IPEndPoint> Listeners { get; } = [];

    public HashSet<string> CommandLines { get; } = [];

    /// <summary>The variables of Chrome's processes.</summary>
    public HashSet<string> Environments { get; } = [];

    public void Look()
    {
        foreach (var member in ProcessProbe.Current.FindFamily(pid).Select(facts => facts.Pid).Prepend(pid))
        {
            try
            {
                var line = File.ReadAllText($"/proc/{member}/cmdline").Replace('\0', ' ');
                CommandLines.Add(line);
                // By its command line it is Chrome already, and no longer a copy of the daemon that is about to become it.
                if (line.Contains(" --remote-debugging-port=", StringComparison.Ordinal))
                    Environments.Add(File.ReadAllText($"/proc/{member}/environ"));
                var held = new DirectoryInfo($"/proc/{member}/fd").EnumerateFileSystemInfos().Select(file => file.LinkTarget).ToHashSet();
                Listeners.UnionWith(ListenersOf(member, "tcp", held).Concat(ListenersOf(member, "tcp6", held)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has just ended, or is one of Chrome's confined children, which hide their files and open no sockets.
            }
        }
    }

    // The member's own table: a confined child lives in another network than ours.
    private static IEnumerable<IPEndPoint> ListenersOf(int member, string table, HashSet<string?> held) => File.ReadAllLines($"/proc/{member}/net/{table}").Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(fields => fields[3] == "0A" && held.Contains($"socket:[{fields[9]}]"))
        .Select(fields => EndPointOf(fields[1]));

    // 0100007F:2406 is 127.0.0.1:9222: the address in words of four bytes, each with its last byte first.
    private static IPEndPoint EndPointOf(string text)
    {
        var colon = text.IndexOf(':');
        var address = Convert.FromHexString(text[..colon]);
        for (var word = 0; word < address.Length; word += 4)
            Array.Reverse(address, word, 4);
        return new IPEndPoint(new IPAddress(address), int.Parse(text.AsSpan(colon + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
