using System.Text.Json.Nodes;
using XBot.Core.Events;
using XBot.Core.Replies;

namespace XBot.Core.Fleet;

/// <summary>What the lease's owner changes, for the record.</summary>
public static class LeaseEvents
{
    public static RunnerEvent Taken(AccountKey account, long token, DateTimeOffset at) => Of(EventTypes.AccountLeaseTaken, EventSeverity.Info, account, token, at);

    public static RunnerEvent Released(AccountKey account, long token, DateTimeOffset at) => Of(EventTypes.AccountLeaseReleased, EventSeverity.Info, account, token, at);

    public static RunnerEvent Lost(AccountKey account, long token, DateTimeOffset at) => Of(EventTypes.AccountLeaseLost, EventSeverity.Warning, account, token, at);

    private static RunnerEvent Of(string type, EventSeverity severity, AccountKey account, long token, DateTimeOffset at) =>
        new(type, severity, new JsonObject { ["origin"] = account.Origin, ["account_id"] = account.AccountId, ["token"] = token }, at);
}
