namespace XBot.Chrome.Keeping;

/// <summary>Files and folders that nobody but our user may read: cookies are in them.</summary>
internal static class OwnerOnly
{
    public static void MakeFolder(string path)
    {
        Directory.CreateDirectory(path);
        Restrict(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Written beside its place, to the disk, and moved there: a power cut leaves the old text or the new one.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content) => File.Move(Prepare(path, content), path, overwrite: true);

    /// <summary>The first half: on the disk under the name that is returned, from where a move puts it in its place.</summary>
    public static string Prepare(string path, ReadOnlySpan<byte> content)
    {
        var fresh = FreshOf(path);
        using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            Restrict(fresh, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        return fresh;
    }

    /// <summary>Where what is to become that file is written first.</summary>
    public static string FreshOf(string path) => path + ".new";

    public static void Restrict(string path, UnixFileMode mode)
    {
        // The keeper refuses Windows elsewhere; the compiler wants to hear it here.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
