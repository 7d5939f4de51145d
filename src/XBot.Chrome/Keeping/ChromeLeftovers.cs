using Microsoft.Extensions.Logging;

namespace XBot.Chrome.Keeping;

/// <summary>
/// What a Chrome that did not end well leaves in its folder and nothing removes: the memory dumps of its processes and its statistics (BrowserMetrics), a few megabytes
/// each. Nothing sends them anywhere; one an hour would fill the disk within weeks.
/// </summary>
internal sealed partial class ChromeLeftovers(string userDataDir, ILogger log)
{
    private const int MostFiles = 10;
    private const long MostBytes = 64L * 1024 * 1024;

    // Chrome's and Chromium's name for the same, and the statistics of each run.
    private static readonly (string[] Folders, string Pattern)[] Kinds = [(["Crash Reports", "Crashpad"], "*.dmp"), (["BrowserMetrics"], "*.pma")];

    /// <summary>Removes the oldest of each kind until number and size are within bounds; the newest always stays.</summary>
    public void Cap()
    {
        foreach (var (folders, pattern) in Kinds)
        {
            try
            {
                Cap(folders.Select(name => new DirectoryInfo(Path.Combine(userDataDir, name))).Where(folder => folder.Exists).SelectMany(folder => folder.EnumerateFiles(pattern, SearchOption.AllDirectories)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LogKept(log, e.Message);
            }
        }
    }

    private static void Cap(IEnumerable<FileInfo> files)
    {
        var (count, bytes) = (0, 0L);
        foreach (var file in files.OrderByDescending(file => file.LastWriteTimeUtc))
        {
            count++;
            bytes += file.Length;
            if (count > 1 && (count > MostFiles || bytes > MostBytes))
                file.Delete();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What Chrome left of earlier runs could not be removed: {Reason}")]
    private static partial void LogKept(ILogger log, string reason);
}
