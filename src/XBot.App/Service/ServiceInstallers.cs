using System.Runtime.InteropServices;
using XBot.App.CommandLine;
using XBot.App.Service.Launchd;
using XBot.App.Service.Systemd;

namespace XBot.App.Service;

/// <summary>The supervisors there are.</summary>
internal static partial class ServiceInstallers
{
    public static readonly string[] Names = ["launchd", "systemd"];

    /// <summary>This system's own.</summary>
    public static string Here => OperatingSystem.IsMacOS() ? "launchd" : "systemd";

    public static IServiceInstaller Create(string name, CommandHost host) => Create(name, host, new PathTools(host));

    public static IServiceInstaller Create(string name, CommandHost host, IServiceTools tools) => name switch
    {
        "launchd" => new LaunchdInstaller(new Launchctl(tools, GetUserId(), host.Time), host.UserHome),
        "systemd" => new SystemdInstaller(tools, host.Variable("XDG_CONFIG_HOME") ?? Path.Combine(host.UserHome, ".config"), host.Variable("USER") ?? host.Variable("LOGNAME") ?? ""),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such supervisor"),
    };

    [LibraryImport("libc", EntryPoint = "getuid")]
    private static partial uint GetUserId();
}
