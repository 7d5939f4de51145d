using System.Text.Json.Nodes;
using XBot.Core.Events;
using XBot.Core.Posting;
using XBot.Core.Stores;

namespace XBot.Core.Sessions;

/// <summary>A good session must be the one of the account that the profile belongs to. The first account seen is bound to the profile; another one later freezes posting.</summary>
public sealed class AccountGuard(IAccountBinding binding, PostingFreeze freeze, IEventStore events, TimeProvider time)
{
    /// <param name="report">A session that is OK.</param>
    /// <returns>Null when the account is ours, else in one line why not.</returns>
    public async Task<string?> RefusalAsync(SessionReport report, CancellationToken ct)
    {
        if (report.AccountId is not { } account)
            return "the page shows a session, but no cookie names its account";
        var now = time.GetUtcNow();
        if (binding.AccountId is not { } bound)
        {
            await events.AppendAsync(
                new RunnerEvent(EventTypes.AccountBound, EventSeverity.Info, new JsonObject { ["account_id"] = account, ["handle"] = report.Handle }, now), ct);
            binding.Bind(account);
            return null;
        }

        if (bound == account)
            return null;
        var why = $"the session belongs to account {account} (@{report.Handle}), this profile to {bound}";
        await freeze.FreezeAsync(why, now, ct, FreezeScope.Runner);
        return why;
    }
}
