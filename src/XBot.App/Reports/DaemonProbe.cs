using XBot.App.Running;

namespace XBot.App.Reports;

/// <param name="Running">A daemon holds the profile now.</param>
/// <param name="Pid">Its process, where it says so.</param>
internal sealed record DaemonSighting(bool Running, int? Pid, DateTimeOffset? Since = null);

/// <summary>
/// Looks whether a daemon holds the profile: <c>instance.lock</c> is locked by its holder and <c>instance.json</c> beside it says who that is,
/// since a locked file cannot be opened. The lock ends with its process, so what is seen is never stale.
/// </summary>
internal static class DaemonProbe
{
    public static DaemonSighting Look(string profileDir)
    {
        if (!IsHeld(Path.Combine(profileDir, "instance.lock")))
            return new DaemonSighting(false, null);
        // Short commands hold the profile too. A holder that has not said yet who it is counts as the daemon: it lives the longest.
        return InstanceHolder.Read(Path.Combine(profileDir, InstanceHolder.FileName)) switch
        {
            { Role: InstanceRole.Command } => new DaemonSighting(false, null),
            var holder => new DaemonSighting(true, holder?.Pid, holder?.Since),
        };
    }

    private static bool IsHeld(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
