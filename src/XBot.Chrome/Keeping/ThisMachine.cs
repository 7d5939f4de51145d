using System.Net;

namespace XBot.Chrome.Keeping;

/// <summary>Whether a lock on the profile was made on this machine.</summary>
internal static class ThisMachine
{
    /// <summary>What stays when the machine is renamed, by its owner or by the network it is on; null where there is none.</summary>
    public static string? Id { get; } = ReadId();

    /// <summary>
    /// By the host's name; or because our notes of this very machine are about the Chrome that made the lock. On a Mac always: its name changes with
    /// the network, and Chrome itself takes every lock over there.
    /// </summary>
    public static bool Made(ProfileLock held, ChromeRecord? record) =>
        OperatingSystem.IsMacOS() || IsNamed(held.Host, Dns.GetHostName()) || (Id is not null && record?.Machine == Id && record.Pid == held.Pid);

    /// <param name="host">As Chrome wrote it: what gethostname says, which may hold a domain. Environment.MachineName never does.</param>
    internal static bool IsNamed(string host, string name) => host == name || host == name.Split('.')[0];

    private static string? ReadId()
    {
        try
        {
            return File.ReadAllText("/etc/machine-id").Trim() is { Length: > 0 } id ? id : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
