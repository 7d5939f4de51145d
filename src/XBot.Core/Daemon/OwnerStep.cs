using XBot.Core.Fleet;
using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Sessions;
using XBot.Core.Settings;

namespace XBot.Core.Daemon;

/// <summary>
/// Only the account's owner runs the pipeline. Whoever has no good session gives the account back, so that another machine may go on; whoever is
/// paused keeps it, and takes none.
/// </summary>
public sealed class OwnerStep(RunnerSettings settings, AccountOwnership ownership, IPauseSwitch pause, IStageWatch stages)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    /// <param name="session">The OK session; null when there is none.</param>
    /// <returns>Whether the account is ours.</returns>
    public async Task<bool> RunAsync(CycleStatus status, SessionReport? session, CancellationToken ct)
    {
        stages.Enter("owner", Deadline);
        if (session?.AccountId is not { } id || !settings.RunnerMode)
        {
            await ownership.ReleaseAsync();
            // Without a pipeline to run there is nothing to own; PipelineStep says so.
            return session is not null;
        }

        var account = new AccountKey(settings.Site.Origin, id);
        if (pause.IsPaused && ownership.Deadline(account) is null)
            return false;
        if (await ownership.AskAsync(account, ct) is { } other)
        {
            status.Owner = other.RunnerId;
            status.Pipeline = $"the account belongs to runner {other.RunnerId}: waiting for it";
            return false;
        }

        status.Owner = settings.RunnerId;
        status.Owns = true;
        return true;
    }
}
