namespace XBot.Chrome.Keeping;

/// <summary>Files and folders that nobody but our user may read: cookies are in them.</summary>
internal static class OwnerOnly
{
    public static void MakeFolder(string path)
    {
        Directory.CreateDirectory(path);
        Restrict(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public static void Restrict(string path, UnixFileMode mode)
    {
        // The keeper refuses Windows elsewhere; the compiler wants to hear it here.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
