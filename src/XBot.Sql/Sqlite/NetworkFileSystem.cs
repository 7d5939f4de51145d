namespace XBot.Sql.Sqlite;

/// <summary>SQLite's locks and shared memory do not hold over a network, so such a place is refused.</summary>
internal static class NetworkFileSystem
{
    private const string LinuxMounts = "/proc/mounts";
    private static readonly HashSet<string> Types = ["nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "fuse.sshfs", "fuse.davfs", "9p", "afs", "ceph", "afpfs", "webdav"];

    /// <summary>The type of the network file system that holds <paramref name="path"/>; null when it is local, or where this cannot be told.</summary>
    public static string? TypeOf(string path)
    {
        try
        {
            var whole = Path.GetFullPath(path);
            if (File.Exists(LinuxMounts))
                return TypeOf(whole, File.ReadLines(LinuxMounts));
            // macOS names the file system of any folder itself; Linux has one name for all of FUSE.
            return OperatingSystem.IsMacOS() && new DriveInfo(Path.GetDirectoryName(whole) ?? whole).DriveFormat is var type && Types.Contains(type) ? type : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A line reads <c>server:/export /srv/me/data\040disk nfs4 rw,relatime 0 0</c>; of two mounts on one point the last wins.</summary>
    internal static string? TypeOf(string path, IEnumerable<string> mounts)
    {
        var longest = "";
        var type = "";
        foreach (var line in mounts)
        {
            var fields = line.Split(' ');
            if (fields.Length < 3)
                continue;
            var point = fields[1].Replace("\\040", " ", StringComparison.Ordinal);
            if (Holds(point, path) && point.Length >= longest.Length)
                (longest, type) = (point, fields[2]);
        }
        return Types.Contains(type) ? type : null;
    }

    private static bool Holds(string point, string path) =>
        point == "/" || path == point || path.StartsWith(point + "/", StringComparison.Ordinal);
}
