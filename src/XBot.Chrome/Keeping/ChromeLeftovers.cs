using Microsoft.Extensions.Logging;

namespace XBot.Chrome.Keeping;

/// <summary>The memory dumps that Chrome writes when one of its processes crashes, a few megabytes each. Nothing sends them anywhere; a tab that crashes every hour would fill the disk.</summary>
internal sealed partial class CrashDumps(string userDataDir, ILogger log)
{
    private const int MostDumps = 10;
    private const long MostBytes = 64L * 1024 * 1024;

    // Chrome's and Chromium's name for the same.
    private static readonly string[] Folders = ["Crash Reports", "Crashpad"];

    /// <summary>Removes the oldest until number and size are within bounds; the newest always stays.</summary>
    public void Cap()
    {
        try
        {
            var (count, bytes) = (0, 0L);
            foreach (var dump in Dumps().OrderByDescending(file => file.LastWriteTimeUtc))
            {
                count++;
                bytes += dump.Length;
                if (count > 1 && (count > MostDumps || bytes > MostBytes))
                    dump.Delete();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogKept(log, e.Message);
        }
    }

    private IEnumerable<FileInfo> Dumps() => Folders
        .Select(name => new DirectoryInfo(Path.Combine(userDataDir, name)))
        .Where(folder => folder.Exists)
        .SelectMany(folder => folder.EnumerateFiles("*.dmp", SearchOption.AllDirectories));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chrome's old crash dumps could not be removed: {Reason}")]
    private static partial void LogKept(ILogger log, string reason);
}
