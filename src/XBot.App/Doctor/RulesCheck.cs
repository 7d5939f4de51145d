using XBot.App.Reports;
using XBot.Core.Rules;

namespace XBot.App.Doctor;

/// <summary>Did the owner acknowledge X's rules as they are shown today?</summary>
internal sealed class RulesCheck : IHealthCheck
{
    private const string Fix = "./xbot rules shows them; ./xbot rules --accept acknowledges them";

    public string Name => "rules";

    public async Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        if (patient.Settings.Site.IsLoopback)
            return Finding.Pass("not needed on the sandbox");
        var accepted = patient.Store is { } store ? await new RulesConsent(store.Facts).ReadAsync(ct) : null;
        return accepted switch
        {
            null => Finding.Warn("X's rules are not acknowledged: nothing is posted", Fix),
            { IsCurrent: false } => Finding.Warn($"X's rules have changed since {accepted.By} acknowledged them {Times.Ago(accepted.At, patient.Now)}: nothing is posted", Fix),
            _ => Finding.Pass($"acknowledged by {accepted.By} {Times.Ago(accepted.At, patient.Now)}"),
        };
    }
}
