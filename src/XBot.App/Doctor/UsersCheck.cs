using XBot.App.Machine;

namespace XBot.App.Doctor;

/// <summary>Is somebody else logged in? Every process of this machine can talk to Chrome's DevTools, and through them read the session.</summary>
internal sealed class UsersCheck : IHealthCheck
{
    public string Name => "users";

    public async Task<Finding> AskAsync(Patient patient, CancellationToken ct)
    {
        if (await LoggedInUsers.OthersAsync(ct) is not { } others)
            return Finding.Pass("who is logged in cannot be told here");
        return others is []
            ? Finding.Pass("nobody else is logged in")
            : Finding.Warn($"{string.Join(", ", others)} {(others.Count == 1 ? "is" : "are")} logged in too, and could use the session through port {patient.Settings.CdpPort}", "run xbot where you are the only user");
    }
}
