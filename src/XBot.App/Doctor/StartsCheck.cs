using XBot.App.Reports;

namespace XBot.App.Doctor;

/// <summary>Does the daemon crash again and again before it gets anywhere?</summary>
internal sealed class StartsCheck : IHealthCheck
{
    private const string Fix = "'./xbot logs' and daemon-error.log tell how they ended; './xbot daemon' in a terminal shows it at once, './xbot service restart' makes the service try now";

    public string Name => "starts";

    public Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        var row = StartRow.Read(patient.Settings.ProfileDir, patient.Daemon, patient.Now);
        if (row.Failed == 0)
            return Task.FromResult(Finding.Pass("no start failed since the last good round"));
        var next = row.NextAt is { } at ? $"; the next one waits until {Times.Iso(at)}" : "";
        var detail = $"{row.Failed} in a row ended before a round was good, the last one with: {row.LastError ?? "no word (it was killed, or hung)"}{next}";
        return Task.FromResult(row.IsCrashLoop ? Finding.Fail($"a crash loop: {detail}", Fix) : Finding.Warn(detail, Fix));
    }
}
