using System.Globalization;
using System.Text;

namespace XBot.Chrome.Processes;

/// <summary>Reads /proc.</summary>
internal sealed class LinuxProcessProbe : ProcessProbe
{
    // USER_HZ, in which /proc counts, is 100 on every architecture that Chrome runs on.
    private const int TicksPerSecond = 100;

    // Ticks are counted from the boot, so that a mark without the boot's name could return after one.
    private static readonly string Boot = ReadText("/proc/sys/kernel/random/boot_id")?.Trim() ?? "";

    public override ProcessFacts? Find(int pid)
    {
        // 4242 (chrom ium)) S 1 4242 … : the name may hold spaces and parentheses, so fields are counted from the last one.
        if (ReadText($"/proc/{pid}/stat") is not { } stat)
            return null;
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        if (fields[0] is "Z" or "X")
            return null;
        var ticks = long.Parse(fields[19], CultureInfo.InvariantCulture);
        var name = stat[(stat.IndexOf('(') + 1)..stat.LastIndexOf(')')];
        var arguments = ReadText($"/proc/{pid}/cmdline")?.TrimEnd('\0').Split('\0').Skip(1).ToArray() ?? [];
        return new ProcessFacts(pid, $"{Boot}:{ticks}", StartedAt(ticks), UserOf(pid), name, BinaryOf(pid), arguments, Stopped: fields[0] == "T");
    }

    // Reckoned back from now each time: the kernel's btime is a moment of the wall clock, and moves when that is set.
    private static DateTimeOffset? StartedAt(long ticks) =>
        // 81234.56 1200000.00
        double.TryParse(ReadText("/proc/uptime")?.Split(' ')[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var up)
            ? TimeProvider.System.GetUtcNow().AddSeconds(((double)ticks / TicksPerSecond) - up)
            : null;

    public override PortHolder? FindListener(int port)
    {
        var inodes = ProcNetTcp.ListenerInodes(ReadText("/proc/net/tcp"), port)
            .Concat(ProcNetTcp.ListenerInodes(ReadText("/proc/net/tcp6"), port))
            .Select(inode => $"socket:[{inode}]")
            .ToHashSet();
        if (inodes.Count == 0)
            return null;
        // The lowest pid: a child that was forked with the socket comes after its parent.
        var holders = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && Holds(pid, inodes))
            .Order();
        return new PortHolder(holders.Select(Find).FirstOrDefault(facts => facts is not null));
    }

    protected override IEnumerable<int> ChildrenOf(IReadOnlyCollection<int> pids) => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0 && ReadText($"/proc/{pid}/stat") is { } stat && pids.Contains(int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture)));

    private static bool Holds(int pid, HashSet<string> sockets)
    {
        try
        {
            return new DirectoryInfo($"/proc/{pid}/fd").EnumerateFileSystemInfos().Any(fd => fd.LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // ended meanwhile, or another user's
        }
    }

    private static string? BinaryOf(int pid)
    {
        try
        {
            // After an update the running file's name no longer exists: "/usr/lib/chromium/chromium (deleted)".
            var target = new FileInfo($"/proc/{pid}/exe").LinkTarget;
            return target?.EndsWith(" (deleted)", StringComparison.Ordinal) == true ? target[..^" (deleted)".Length] : target;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Uid:	1000	1000	1000	1000
    private static uint? UserOf(int pid) =>
        ReadText($"/proc/{pid}/status")?.Split('\n')
            .Where(line => line.StartsWith("Uid:", StringComparison.Ordinal))
            .Select(line => (uint?)uint.Parse(line.Split('\t')[1], CultureInfo.InvariantCulture))
            .FirstOrDefault();

    private static string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
