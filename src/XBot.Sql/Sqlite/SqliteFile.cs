using XBot.Core.Stores;

namespace XBot.Sql.Sqlite;

/// <summary>Looks at the file before SQLite touches it: SQLite would take a zeroed or missing file for a new database.</summary>
internal static class SqliteFile
{
    /// <summary>The end of the name under which a restore makes the file that it then puts into the store's place.</summary>
    public const string Restoring = ".restoring";

    private static readonly byte[] Magic = "SQLite format 3\0"u8.ToArray();
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // errno, the same on Linux and macOS: .NET puts the raw number into HResult where it has no exception of its own.
    private const int NotADirectory = 20, ReadOnlyFileSystem = 30;

    /// <summary>Makes sure that <paramref name="path"/> is empty or SQLite's, writable, and readable by its owner only.</summary>
    public static void Prepare(string path)
    {
        RefuseNetwork(path);
        // Between the two there is no store for a moment, and an empty one would forget who asked to be left alone.
        if (!File.Exists(path) && File.Exists(path + Restoring))
            throw new StoreRefusedException($"{path} is not there: a restore broke off, {Path.GetFileName(path)}{Restoring} lies beside it; run 'xbot db restore' again (what was there before it is {Path.GetFileName(path)}.before-…, if there is one), or remove that file to begin with an empty store");
        Claim(path);
    }

    /// <summary>As <see cref="Prepare"/>, for a file that SQLite itself never opens and that may therefore lie anywhere.</summary>
    public static void Claim(string path)
    {
        RefuseUnfit(path);
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite | FileShare.Delete,
                BufferSize = 0,
            };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerOnly;
            using var file = new FileStream(path, options);
            RefuseForeignHeader(file, path);
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file.SafeFileHandle) != OwnerOnly)
                File.SetUnixFileMode(file.SafeFileHandle, OwnerOnly);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException or IOException { HResult: NotADirectory or ReadOnlyFileSystem })
        {
            throw new StoreRefusedException($"{path} cannot be written ({error.Message}); make the file and its directory writable for this user", error);
        }
        catch (IOException error)
        {
            throw new StoreUnavailableException($"{path} cannot be opened just now ({error.Message})", error);
        }
    }

    /// <summary>False when there is nothing to read yet; throws when there is something that is not ours to read.</summary>
    public static bool CanRead(string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            return false;
        RefuseUnfit(path);
        RefuseNetwork(path);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            RefuseForeignHeader(file, path);
            return file.Length > 0;
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StoreRefusedException($"{path} cannot be read ({error.Message}); run as the user that owns it", error);
        }
        catch (IOException error)
        {
            throw new StoreUnavailableException($"{path} cannot be opened just now ({error.Message})", error);
        }
    }

    private static void RefuseUnfit(string path)
    {
        if (Directory.Exists(path))
            throw new StoreRefusedException($"{path} is a directory, not a database file; move it away");
        var directory = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(directory))
            throw new StoreRefusedException($"{path} cannot be created: {directory} is no directory; create it or set RUNNER_PROFILE_DIR");
    }

    private static void RefuseNetwork(string path)
    {
        if (NetworkFileSystem.TypeOf(path) is { } type)
            throw new StoreRefusedException($"{path} is on a network file system ({type}), where SQLite loses data; set RUNNER_PROFILE_DIR to a local disk or DATABASE_URL to PostgreSQL");
    }

    private static void RefuseForeignHeader(FileStream file, string path)
    {
        SqliteLogFile.RefuseForeign(path);
        Span<byte> head = stackalloc byte[16];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (read == 0 || head.SequenceEqual(Magic))
            return;
        var what = head[..read].ContainsAnyExcept((byte)0) ? "is not an SQLite database" : "holds only zeros where its header was";
        throw new StoreRefusedException($"{path} {what}; restore a backup with 'xbot db restore FILE', which keeps the damaged file beside it");
    }
}
