using System.Globalization;
using XBot.App.Machine;

namespace XBot.App.Doctor;

/// <summary>On a Mac: what only a Mac can show, gathered for a report of something that went wrong there. Asked on macOS alone.</summary>
internal sealed class MacCheck : IHealthCheck
{
    public string Name => "mac";

    public async Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        var version = await SystemProgram.AskAsync("/usr/bin/sw_vers", ["-productVersion"], ct);
        var session = await SystemProgram.AskAsync("/bin/launchctl", ["managername"], ct);
        var awake = await SystemProgram.AskAsync("/usr/bin/pmset", ["-g", "assertions"], ct);
        var power = await SystemProgram.AskAsync("/usr/bin/pmset", ["-g", "batt"], ct);
        var gate = await SystemProgram.AskAsync("/usr/sbin/spctl", ["--status"], ct);
        var quarantine = await SystemProgram.AskAsync("/usr/bin/xattr", ["-p", "com.apple.quarantine", patient.Machine.ProgramPath], ct);
        var detail = string.Join(", ",
            $"macOS {Line(version)}",
            $"session {Line(session)}",
            awake is null ? "sleep assertions unknown" : awake.Contains("caffeinate", StringComparison.Ordinal) ? "caffeinate keeps it awake" : "nothing of ours keeps it awake",
            $"power: {Line(power)}",
            $"Gatekeeper: {Line(gate)}");
        // launchd does not start what Gatekeeper has not let through, and says nothing.
        if (IsHeld(quarantine))
            return Finding.Warn($"{detail}; the program is quarantined as a download", $"xattr -dr com.apple.quarantine \"{Path.GetDirectoryName(patient.Machine.ProgramPath)}\", then ./xbot service restart");
        return session?.Trim() is "Aqua" or null
            ? Finding.Pass(detail)
            : Finding.Warn(detail, "this is no desktop session (SSH?): install the service and log in from the desktop");
    }

    /// <summary>The attribute reads <c>0083;65f0…;Safari;UUID</c>: hexadecimal flags, of which 0x40 says that its owner has let it through.</summary>
    internal static bool IsHeld(string? quarantine) =>
        quarantine?.Split(';') is [var flags, ..] && int.TryParse(flags.Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits) && (bits & 0x40) == 0;

    private static string Line(string? output) => output?.Split('\n', 2)[0].Trim() is { Length: > 0 } line ? line : "unknown";
}
