using System.Globalization;
using System.Text.Json.Nodes;
using XBot.Core.Fleet;
using XBot.Core.Heartbeats;
using XBot.Core.Settings;
using XBot.Sql;

namespace XBot.App.Reports;

/// <summary>Puts the fleet together from what its store holds; asks no runner anything.</summary>
internal static class FleetReader
{
    /// <summary>So much after the time that it announced a runner counts as silent: its machine's clock may differ, its cycle may be long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public static async Task<FleetReport> ReadAsync(RunnerSettings settings, DateTimeOffset now, CancellationToken ct)
    {
        await using var store = await StoreOpener.OpenForReadingAsync(settings.DatabaseUrl, settings.ProfileDir, settings.RunnerId, ct);
        if (store is null)
            return new FleetReport([], []);
        var leases = await store.Fleet.LeasesAsync(ct);
        var runners = await store.Fleet.RunnersAsync(ct);
        return new FleetReport([.. runners.Select(runner => Of(runner, leases, now))], [.. leases.Select(lease => Of(lease, now))]);
    }

    private static FleetRunnerReport Of(FleetRunner runner, IReadOnlyList<AccountLease> leases, DateTimeOffset now)
    {
        var account = Detail(runner, "account_id");
        var next = Times.Parse(Detail(runner, "next_wake_at")) ?? runner.LastHeartbeat;
        return new FleetRunnerReport(
            runner.RunnerId, runner.Status.Name(), Times.Iso(runner.LastHeartbeat), Times.Iso(runner.LastSuccess), Times.Iso(runner.LastPost), account, Detail(runner, "handle"),
            leases.Any(lease => lease.Owner is not null && lease.Left > TimeSpan.Zero && lease.RunnerId == runner.RunnerId), now - next > Patience);
    }

    private static FleetAccountReport Of(AccountLease lease, DateTimeOffset now) => new(
        lease.Account.Origin, lease.Account.AccountId, lease.Owner is null ? null : lease.RunnerId, lease.Token.ToString(CultureInfo.InvariantCulture),
        lease.Owner is null ? null : Times.Iso(lease.Since), lease.Owner is null ? null : Times.Iso(now + lease.Left), lease.Owner is not null && lease.Left <= TimeSpan.Zero);

    private static string? Detail(FleetRunner runner, string name) =>
        runner.LastBeat?["details"] is JsonObject details && details[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
