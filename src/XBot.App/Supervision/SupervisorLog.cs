using XBot.App.Service;

namespace XBot.App.Supervision;

/// <summary>
/// supervisor.log: what launchd catches of the process's own streams, and never caps. A start writes a line or a stack trace there at most, so it is
/// enough to cut the file when one begins; its name and inode stay, since launchd appends to what it opened.
/// </summary>
internal static class SupervisorLog
{
    /// <summary>Bytes. A longer one is cut to its last 16 KiB.</summary>
    public const int Cap = 64 * 1024;

    private const int Kept = 16 * 1024;

    public static void Trim(string profileDir)
    {
        try
        {
            using var file = new FileStream(Path.Combine(profileDir, ServicePlan.LogName), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length <= Cap)
                return;
            var tail = new byte[Kept];
            file.Seek(-Kept, SeekOrigin.End);
            file.ReadExactly(tail);
            file.SetLength(0);
            file.Seek(0, SeekOrigin.Begin);
            // From the first whole line on.
            file.Write(tail.AsSpan(Math.Max(0, tail.AsSpan().IndexOf((byte)'\n')) + 1));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // None, or not ours: the daemon's own logs are elsewhere.
        }
    }
}
