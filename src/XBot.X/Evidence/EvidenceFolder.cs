using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using XBot.Core.Sessions;

namespace XBot.X.Evidence;

/// <summary>
/// The folder <c>artifacts</c> of the profile: sets of files of one name (<c>20260203T164854.123Z-session-LOGGED_OUT.png/.html/.json</c>),
/// readable by their owner alone, capped in number and size. A full or broken disk costs the evidence, never the work.
/// </summary>
public sealed partial class EvidenceFolder(EvidenceOptions options, TimeProvider time, ILogger log)
{
    private readonly Lock gate = new();

    public string Folder { get; } = Path.Combine(options.ProfileDir, "artifacts");

    /// <summary>Keeps one set; what is no letter, digit, - or _ in the name becomes -.</summary>
    public ArtifactPaths Keep(string name, PageSnapshot snapshot, string evidenceJson) => Guarded(() =>
    {
        MakePrivate(Folder);
        var stem = Path.Combine(Folder, $"{time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture)}-{Safe(name)}");
        var paths = Write(stem, snapshot);
        WriteFile(stem + ".json", Encoding.UTF8.GetBytes(evidenceJson));
        RemoveOldest();
        return paths;
    });

    /// <summary>Writes <c>session_check.png/.html</c> into the profile, over what was there.</summary>
    public ArtifactPaths KeepSessionCheck(PageSnapshot snapshot) => Guarded(() =>
    {
        MakePrivate(options.ProfileDir);
        return Write(Path.Combine(options.ProfileDir, "session_check"), snapshot);
    });

    private ArtifactPaths Guarded(Func<ArtifactPaths> keep)
    {
        try
        {
            lock (gate)
                return keep();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotKept(log, e.Message);
            return new ArtifactPaths(null, null);
        }
    }

    private static ArtifactPaths Write(string stem, PageSnapshot snapshot)
    {
        var png = snapshot.Png is { } bytes ? WriteFile(stem + ".png", bytes) : Remove(stem + ".png");
        var html = snapshot.Html is { } text ? WriteFile(stem + ".html", Encoding.UTF8.GetBytes(text)) : Remove(stem + ".html");
        return new ArtifactPaths(png, html);
    }

    // A picture of another page must not stand beside this one's HTML.
    private static string? Remove(string path)
    {
        File.Delete(path);
        return null;
    }

    private static string WriteFile(string path, byte[] content)
    {
        // Removed first: an existing file would keep the rights it had.
        File.Delete(path);
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, how);
        file.Write(content);
        return path;
    }

    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void RemoveOldest()
    {
        var sets = new DirectoryInfo(Folder).EnumerateFiles()
            .GroupBy(file => Path.GetFileNameWithoutExtension(file.Name), StringComparer.Ordinal)
            .OrderByDescending(set => set.Key, StringComparer.Ordinal);
        var (count, bytes) = (0, 0L);
        foreach (var set in sets)
        {
            count++;
            bytes += set.Sum(file => file.Length);
            if (count == 1 || (count <= options.MaxSets && bytes <= options.MaxBytes))
                continue;
            foreach (var file in set)
                file.Delete();
        }
    }

    private static string Safe(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));

    [LoggerMessage(LogLevel.Warning, "Evidence could not be kept: {Reason}")]
    private static partial void LogNotKept(ILogger log, string reason);
}
