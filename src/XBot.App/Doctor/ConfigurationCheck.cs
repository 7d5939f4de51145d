using XBot.App.Configuration;

namespace XBot.App.Doctor;

/// <summary>Is every setting right? Wrong values never get here: see <see cref="Refused"/>.</summary>
internal sealed class ConfigurationCheck : IHealthCheck
{
    private const string CheckName = "configuration";

    public string Name => CheckName;

    public Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        var set = patient.Loaded.Values.Count(value => value.Source != "default");
        return Task.FromResult(patient.Loaded.Warnings is [var warning, ..]
            ? Finding.Warn(warning, "correct the name; 'xbot config' shows every setting")
            : Finding.Pass($"{patient.Settings.Site.Origin}, {set} of {patient.Loaded.Values.Count} settings were given"));
    }

    /// <summary>The whole report where nothing can be asked, because the settings cannot be read.</summary>
    public static DoctorReport Refused(ConfigurationException fault) =>
        new([CheckEntry.Of(CheckName, Finding.Fail(fault.Message, "correct these values; 'xbot config' shows every setting"))]);
}
