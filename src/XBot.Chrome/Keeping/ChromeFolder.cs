using Microsoft.Extensions.Logging;

namespace XBot.Chrome.Keeping;

/// <summary>Where things of one profile are.</summary>
internal sealed class ChromeFolder
{
    private const long MaxOutputBytes = 1024 * 1024;

    public ChromeFolder(string profileDir)
    {
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(profileDir));
        UserData = Path.Combine(Root, "chrome");
        RecordFile = Path.Combine(Root, "chrome.json");
        KeyStoreFile = Path.Combine(Root, "key-store");
        CookieBackups = Path.Combine(Root, "cookies-backup");
        OutputFile = Path.Combine(Root, "chrome-output.log");
        LockFile = Path.Combine(UserData, "SingletonLock");
        SocketFile = Path.Combine(UserData, "SingletonSocket");
    }

    public string Root { get; }

    /// <summary>Chrome's own --user-data-dir.</summary>
    public string UserData { get; }

    /// <summary>Our notes about the Chrome that we started.</summary>
    public string RecordFile { get; }

    /// <summary>The name of the place that holds the key of Chrome's cookies.</summary>
    public string KeyStoreFile { get; }

    /// <summary>Copies of Chrome's cookie store.</summary>
    public string CookieBackups { get; }

    /// <summary>What Chrome writes to its standard streams.</summary>
    public string OutputFile { get; }

    /// <summary>Chrome's lock: a symbolic link to <c>hostname-pid</c>.</summary>
    public string LockFile { get; }

    /// <summary>Chrome's socket for those who start it a second time: a symbolic link.</summary>
    public string SocketFile { get; }

    /// <summary>Makes both folders, for us alone: whoever reads Chrome's data has our session.</summary>
    public void Make()
    {
        OwnerOnly.MakeFolder(Root);
        OwnerOnly.MakeFolder(UserData);
    }

    /// <summary>Throws <see cref="ChromeUnavailableException"/> where nothing can be written: Chrome itself would end without a word that helps.</summary>
    public void ProveWritable()
    {
        try
        {
            Make();
            foreach (var folder in new[] { Root, UserData })
            {
                var file = Path.Combine(folder, ".writable");
                File.WriteAllBytes(file, "x"u8);
                File.Delete(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ChromeUnavailableException($"the profile {Root} cannot be written: {e.Message.TrimEnd('.')}: make it writable, or room on its disk", e);
        }
    }

    /// <summary>Chrome complains for weeks; nobody reads more than the end of it.</summary>
    public void CapOutput()
    {
        var file = new FileInfo(OutputFile);
        if (!file.Exists || file.Length <= MaxOutputBytes)
            return;
        using var stream = file.Open(FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.SetLength(0);
    }

    /// <summary>What Chrome left of its crashes and earlier runs: the newest are kept, for whoever looks into them.</summary>
    public void CapLeftovers(ILogger log) => new ChromeLeftovers(UserData, log).Cap();

    /// <summary>The last line that Chrome wrote; empty when there is none.</summary>
    public string LastOutputLine()
    {
        try
        {
            using var stream = new FileStream(OutputFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            stream.Seek(-Math.Min(stream.Length, 4096), SeekOrigin.End);
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault("");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
