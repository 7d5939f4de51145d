using System.Security.Cryptography;
using System.Text;
using XBot.App.Machine;
using XBot.Core.Settings;

namespace XBot.App.Running;

/// <summary>
/// Tells this profile on this machine from every other one, in the lease on the account. The next process on the same profile is the same owner, since the
/// instance lock proves that the one before is dead; a copy of the profile, or another one under the same RUNNER_ID, is not.
/// </summary>
internal static class OwnerName
{
    public static string Of(RunnerSettings settings)
    {
        // The file lies in the profile: whoever can open it holds the profile's lock.
        if (settings.DatabaseUrl is null)
            return "profile";
        // After a restart of the machine it is another owner, who waits for the lease: that costs a minute and cannot be fooled by a cloned disk.
        var text = $"{Environment.MachineName}\n{BootName.Read()}\n{Path.GetFullPath(settings.ProfileDir)}\n{Secret(settings.ProfileDir)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..24];
    }

    private static string Secret(string profileDir)
    {
        var path = Path.Combine(profileDir, "owner");
        if (!File.Exists(path))
            OwnerFile.Replace(path, Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(32, lowercase: true)));
        return File.ReadAllText(path);
    }
}
