namespace XBot.App.Reports;

/// <summary><c>xbot status --fleet --json</c>: every runner of the store and every account, with who owns it. Times are ISO-8601 UTC; null is "never" or "not known".</summary>
internal sealed record FleetReport(IReadOnlyList<FleetRunnerReport> Runners, IReadOnlyList<FleetAccountReport> Accounts);

/// <param name="Status">OK, CDP_DOWN, SESSION_INVALID or ERROR: its last word.</param>
/// <param name="LastProgress">The last verified cycle.</param>
/// <param name="Owns">Whether it owns <paramref name="AccountId"/> now.</param>
/// <param name="Stale">Its next heartbeat is long overdue.</param>
internal sealed record FleetRunnerReport(
    string RunnerId, string Status, string LastHeartbeat, string? LastProgress, string? LastPostSuccess, string? AccountId, string? Handle, bool Owns, bool Stale);

/// <param name="Owner">The runner; null when it was given back.</param>
/// <param name="Token">The fence: it grows with every new owner.</param>
/// <param name="Until">When the lease ends; null when nobody owns it.</param>
/// <param name="Stale">It has ended without being given back.</param>
internal sealed record FleetAccountReport(string Origin, string AccountId, string? Owner, string Token, string? Since, string? Until, bool Stale);
