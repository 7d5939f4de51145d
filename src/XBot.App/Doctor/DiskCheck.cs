using System.Globalization;

namespace XBot.App.Doctor;

/// <summary>Is there room? A full disk loses the store first.</summary>
internal sealed class DiskCheck : IHealthCheck
{
    private const double Mebibyte = 1024 * 1024;
    private const double Needed = 200 * Mebibyte, Comfortable = 1024 * Mebibyte;

    public string Name => "disk";

    public Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        var folder = patient.Settings.ProfileDir;
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above)
            folder = above;
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var detail = string.Create(CultureInfo.InvariantCulture, $"{free / Comfortable:0.0} GB free at {folder}");
        const string Fix = "make room: the store, Chrome's profile and the artifacts grow there";
        return Task.FromResult(free < Needed ? Finding.Fail(detail, Fix) : free < Comfortable ? Finding.Warn(detail, Fix) : Finding.Pass(detail));
    }
}
