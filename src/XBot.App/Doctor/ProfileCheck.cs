namespace XBot.App.Doctor;

/// <summary>Is the profile ours alone? Whoever reads it has the session.</summary>
internal sealed class ProfileCheck : IHealthCheck
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Name => "profile";

    public Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        var folder = patient.Settings.ProfileDir;
        if (!Directory.Exists(folder))
            return Task.FromResult(Finding.Warn($"{folder} is not there yet", "'./xbot daemon' makes it"));
        if (OperatingSystem.IsWindows() || File.GetUnixFileMode(folder) is OwnerOnly)
            return Task.FromResult(Finding.Pass($"{folder}, for its owner only"));
        return Task.FromResult(Finding.Fail($"{folder} can be entered by others, and the session is in it", $"chmod 700 '{folder}'"));
    }
}
