using System.Runtime.Versioning;
using XBot.App.Running;

namespace XBot.App.Doctor;

/// <summary>Is the profile ours alone? Whoever reads it has the session.</summary>
internal sealed class ProfileCheck : IHealthCheck
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public string Name => "profile";

    public Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        var folder = patient.Settings.ProfileDir;
        if (!Directory.Exists(folder))
            return Task.FromResult(Finding.Warn($"{folder} is not there yet", "'./xbot daemon' makes it"));
        if (OperatingSystem.IsWindows())
            return Task.FromResult(Finding.Pass(folder));
        if (File.GetUnixFileMode(folder) is not OwnerOnly)
            return Task.FromResult(Finding.Fail($"{folder} can be entered by others, and the session is in it", $"chmod 700 '{folder}'"));
        return Task.FromResult(ReadableFile(folder) is { } file
            ? Finding.Warn($"{file} may be read by others, should the folder ever be opened", $"chmod 600 '{file}'")
            : Finding.Pass($"{folder}, for its owner only"));
    }

    // Chrome's own folder is Chrome's matter, behind the folder's own rights. STOP is a word, and anybody's hand may have made it.
    [UnsupportedOSPlatform("windows")]
    private static string? ReadableFile(string folder) => Directory.EnumerateFiles(folder)
        .FirstOrDefault(file => Path.GetFileName(file) != StopFile.FileName && new FileInfo(file).LinkTarget is null && (File.GetUnixFileMode(file) & Others) != 0);
}
