using System.Text;
using XBot.App.CommandLine;

namespace XBot.App.Service;

/// <summary>A definition's file: there whole or not at all, readable by all, writable by its owner alone (launchd refuses another owner or mode).</summary>
internal static class ServiceFile
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static bool Holds(string path, string content)
    {
        try
        {
            return File.ReadAllText(path) == content && (OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == Mode);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Makes the folder too when it is missing.</summary>
    public static void Write(string path, string content)
    {
        var fresh = $"{path}.{Environment.ProcessId}.new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                stream.Write(Encoding.UTF8.GetBytes(content));
                stream.Flush(flushToDisk: true);
            }

            // Said aloud: the umask may have taken rights away.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(fresh, Mode);
            File.Move(fresh, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"the service's definition {path} cannot be written: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>False when there was none.</summary>
    public static bool Remove(string path)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"the service's definition {path} cannot be removed: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
