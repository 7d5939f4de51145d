using System.Globalization;

namespace XBot.App.Machine;

/// <summary>Names the machine's run since its start: what is timed by the monotonic clock means something as long as the name stays.</summary>
internal static class BootName
{
    private const string Linux = "/proc/sys/kernel/random/boot_id";

    /// <summary>Null where it cannot be told.</summary>
    public static string? Read()
    {
        if (File.Exists(Linux))
            return File.ReadAllText(Linux).Trim();
        // macOS: 6F9619FF-8B86-D011-B42D-00C04FC964FF
        return Sysctl("kern.bootsessionuuid");
    }

    private static string? Sysctl(string name)
    {
        var said = SystemProgram.AskAsync("/usr/sbin/sysctl", ["-n", name], CancellationToken.None).GetAwaiter().GetResult()?.Trim();
        return string.IsNullOrEmpty(said) ? null : said.ToUpper(CultureInfo.InvariantCulture);
    }
}
