using XBot.App.Configuration;

namespace XBot.App.Running;

/// <summary>The profile's folder: the session's cookies and the store are in it, so it is for our user alone.</summary>
public static class ProfileFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the folder, or takes everybody else's rights from it, and proves that we can write there.</summary>
    /// <param name="path">Absolute.</param>
    /// <exception cref="ConfigurationException">One line: it cannot be made, is not ours, or cannot be written.</exception>
    public static void Prepare(string path)
    {
        try
        {
            Make(path);
            Prove(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ConfigurationException($"RUNNER_PROFILE_DIR is \"{path}\": {Fault(path, e)}; name a folder that you own and can write", e);
        }
    }

    private static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerOnly);
        // Somebody made it by hand, with their umask. Another user's folder does not let us.
        if (File.GetUnixFileMode(path) != OwnerOnly)
            File.SetUnixFileMode(path, OwnerOnly);
    }

    private static void Prove(string path)
    {
        var probe = Path.Combine(path, $".write-check.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}");
        using var stream = new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        stream.WriteByte(0);
    }

    private static string Fault(string path, Exception e) =>
        File.Exists(path) ? "there is a file of that name"
        : !Directory.Exists(path) ? $"it cannot be made ({Reason(e)})"
        : $"it is not ours to use ({Reason(e)})";

    private static string Reason(Exception e) => e.Message.ReplaceLineEndings(" ").TrimEnd('.');
}
