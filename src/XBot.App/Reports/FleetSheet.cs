using XBot.App.CommandLine;

namespace XBot.App.Reports;

/// <summary>The fleet for people: a line a runner, a line an account.</summary>
internal static class FleetSheet
{
    public static void Write(FleetReport fleet, Output output, DateTimeOffset now)
    {
        foreach (var runner in fleet.Runners)
        {
            output.Line($"{runner.RunnerId}{(runner.Stale ? " (silent)" : "")}: {runner.Status}, heartbeat {Moment(runner.LastHeartbeat, now)}, good round {Moment(runner.LastProgress, now)}, "
                + $"post {Moment(runner.LastPostSuccess, now)}, account {Account(runner)}{(runner.Owns ? ", which it owns" : "")}");
        }

        foreach (var account in fleet.Accounts)
        {
            output.Line($"account {account.AccountId} on {account.Origin}: "
                + (account.Owner is null ? "free" : $"{(account.Stale ? "was last owned" : "owned")} by {account.Owner} until {Moment(account.Until, now)}") + $" (token {account.Token})");
        }

        if (fleet.Runners.Count == 0)
            output.Note("no runner has written to this store yet");
    }

    private static string Account(FleetRunnerReport runner) => runner switch
    {
        { AccountId: null } => "not known",
        { Handle: { } handle } => $"{runner.AccountId} (@{handle})",
        _ => runner.AccountId,
    };

    private static string Moment(string? iso, DateTimeOffset now) => Times.Parse(iso) is { } time ? Times.Both(time, now) : "never";
}
