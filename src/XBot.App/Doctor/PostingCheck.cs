using XBot.App.Reports;
using XBot.App.Running;
using XBot.Core.Posting;

namespace XBot.App.Doctor;

/// <summary>Does a person's pause, or a freeze, hold posting back?</summary>
internal sealed class PostingCheck : IHealthCheck
{
    public string Name => "posting";

    public async Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        var account = BoundAccount.Peek(patient.Settings, patient.Time);
        if (patient.Store is { } store && await new PostingFreeze(store, () => account).ReadAsync(ct) is { } freeze)
            return Finding.Fail($"frozen {Times.Ago(freeze.At, patient.Now)}: {freeze.Reason}", "look at the account in a browser, then: ./xbot resume --posting");
        if (patient.Store is { } facts && account is not null && await new PostingHold(facts.FactsOf(account)).ReadAsync(patient.Now, ct) is { } hold)
            return Finding.Warn($"posting rests until {hold.Until:u}: {hold.Reason}", "nothing to do: it goes on by itself");
        if (new StopFile(patient.Settings.ProfileDir) is { Exists: true } stop)
            return Finding.Warn($"paused: {stop.Path} is there", "./xbot resume");
        return patient.Settings.RunnerMode
            ? Finding.Pass("neither paused nor frozen")
            : Finding.Warn("RUNNER_MODE is false: checks and heartbeats only", "set RUNNER_MODE to true to have replies worked on");
    }
}
