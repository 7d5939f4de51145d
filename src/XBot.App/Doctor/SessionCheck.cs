using XBot.App.Reports;

namespace XBot.App.Doctor;

/// <summary>Are we logged in? As the last heartbeat says: the doctor loads no page.</summary>
internal sealed class SessionCheck : IHealthCheck
{
    public string Name => "session";

    public Task<Finding> AskAsync(Patient patient, CancellationToken ct) => Task.FromResult(Judge(patient));

    private static Finding Judge(Patient patient)
    {
        if (patient.Heartbeat is { } down && down.Detail("session") is null && down.Detail("browser") is "down" or "given_up")
            return Finding.Warn($"not known while Chrome is down, as it was {Times.Ago(down.At, patient.Now)}", "see the checks of chrome above");
        if (patient.Heartbeat is not { } beat || beat.Detail("session") is not { } state)
            return Finding.Warn("the session was not looked at yet", "'./xbot session' looks now; './xbot login' lets you log in");
        var seen = $"{state}, seen {Times.Ago(beat.At, patient.Now)}";
        if (state == "OK")
            return Finding.Pass(beat.Detail("handle") is { } handle ? $"{seen}, as @{handle}" : seen);
        var detail = beat.Detail("session_reason") is { } reason ? $"{seen}: {reason}" : seen;
        return state switch
        {
            "RATE_LIMITED" or "NOT_RENDERING" => Finding.Warn(detail, "the daemon looks again by itself; './xbot session' looks now"),
            "LOGGED_OUT" or "CONSENT_WALL" or "CHALLENGE" => Finding.Fail(detail, "./xbot login"),
            "SUSPENDED" => Finding.Fail(detail, "look at the account in a browser: X has locked it"),
            _ => Finding.Fail(detail, "'./xbot session' looks again and keeps a screenshot in the profile"),
        };
    }
}
