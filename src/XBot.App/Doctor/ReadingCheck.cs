using XBot.App.Reports;
using XBot.Core.Drift;
using XBot.Core.Posting;

namespace XBot.App.Doctor;

/// <summary>Is the site still as its readers know it? What the last harvests saw and no later one took back.</summary>
internal sealed class ReadingCheck : IHealthCheck
{
    private const string Fix = "docs/reading-x.md mends a selector in five minutes; the page is kept in the profile's artifacts";

    public string Name => "reading";

    public async Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        if (patient.Store is not { } store)
            return Finding.Pass("nothing was read yet");
        var seen = await new DriftWatch(store.Facts, new PostingFreeze(store, () => null), patient.Settings.Site, patient.Time).ReadAsync(ct);
        if (seen.Count == 0)
            return Finding.Pass("pages read as they are known");
        var worst = seen.OrderByDescending(one => one.IsCertain).ThenByDescending(one => one.TouchesPosting).First();
        var detail = $"{worst.Source}: {worst.Detail}; since {Times.Ago(worst.Since, patient.Now)}, on {worst.Loads} fresh loads{(seen.Count > 1 ? $", and {seen.Count - 1} more" : "")}";
        return worst switch
        {
            { IsCertain: true, TouchesPosting: true } => Finding.Fail(detail, worst.Html is null ? Fix : $"{Fix}: {worst.Html}"),
            { IsCertain: true } => Finding.Warn(detail, Fix),
            _ => Finding.Warn(detail, "nothing to do yet: the next fresh load settles it"),
        };
    }
}
