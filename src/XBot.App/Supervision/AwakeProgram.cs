using System.Globalization;
using XBot.App.CommandLine;

namespace XBot.App.Supervision;

/// <summary>The program that keeps the machine from idle sleep for as long as a process lives. It ends by itself when that one does, however it dies.</summary>
internal sealed record AwakeProgram(string Path, IReadOnlyList<string> Arguments)
{
    // Where logind is, this folder is: libpam and polkit look for the same one.
    private const string Logind = "/run/systemd/seats";

    /// <summary>Null where there is nothing of the kind.</summary>
    public static AwakeProgram? Find(CommandHost host, int pid, string logind = Logind)
    {
        var who = pid.ToString(CultureInfo.InvariantCulture);
        // -w is ignored when caffeinate is given a command: it stands alone and watches our pid.
        if (OperatingSystem.IsMacOS())
            return new AwakeProgram("/usr/bin/caffeinate", ["-i", "-w", who]);
        // systemd-inhibit holds logind's lock while its command runs, and that one ends with us. Both are children of one program's: no D-Bus of ours.
        return Directory.Exists(logind) && On(host, "systemd-inhibit") is { } inhibit && On(host, "tail") is { } tail
            ? new AwakeProgram(inhibit, ["--what=idle", "--mode=block", "--who=xbot", "--why=the runner works", tail, $"--pid={who}", "-f", "/dev/null"])
            : null;
    }

    private static string? On(CommandHost host, string program) =>
        host.Variable("PATH")?.Split(':').Where(System.IO.Path.IsPathRooted).Select(folder => System.IO.Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
