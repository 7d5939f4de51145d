using XBot.Core.Stores;

namespace XBot.Sql.Moving;

/// <summary>A finished copy on its way to or from a network's disk, where SQLite itself must not work: bytes in order, and nothing left of a copy that broke off.</summary>
internal static class CarriedFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Copies the file and, where there is one, the log beside it.</summary>
    public static void CopyWithLog(string from, string to)
    {
        Copy(from, to);
        if (File.Exists(from + "-wal"))
            Copy(from + "-wal", to + "-wal");
    }

    /// <summary>Copies into a file of its owner's alone, whatever the first one's rights are, replacing what is there.</summary>
    /// <exception cref="StoreUnavailableException">It broke off; nothing is left of it.</exception>
    public static void Copy(string from, string to)
    {
        try
        {
            File.Delete(to);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerOnly;
            using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var target = new FileStream(to, options);
            source.CopyTo(target);
            target.Flush(flushToDisk: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Forget(to);
            throw new StoreUnavailableException($"{from} cannot be copied to {to} ({error.Message.ReplaceLineEndings(" ")}); nothing was changed", error);
        }
    }

    private static void Forget(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The disk that broke the copy off may be gone with it.
        }
    }
}
