using System.Globalization;
using System.Text.Json;
using XBot.App.CommandLine;
using XBot.Core.Events;
using XBot.Core.Fleet;
using XBot.Testing;
using XBot.Testing.Stores;

namespace XBot.Tests.Fleets;

/// <summary>Several machines, one account: whoever owns it is killed, stopped for longer than its lease and woken again, or cut off, and another one goes on.</summary>
public sealed class FleetTests(PostgresServer server)
{
    private enum Blow { Stop, Kill, Cut }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task Two_daemons_hand_an_account_over_through_kill_stop_and_cut_and_never_both_click() => RunAsync(size: 2, blows: 3, TimeSpan.FromSeconds(8));

    [Fact]
    [Trait("Category", "Long")]
    public Task Eight_daemons_hand_an_account_over_through_kill_stop_and_cut_and_never_two_click() => RunAsync(size: 8, blows: 12, TimeSpan.FromSeconds(8));

    private async Task RunAsync(int size, int blows, TimeSpan lease)
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        await using var desk = await FleetDesk.OpenAsync(server, size, lease, Ct);
        await desk.StartAsync(Ct);
        await ShowAsync(desk, await desk.OwnerThatPostsAsync(null, Ct));
        var gaps = new List<TimeSpan>();
        for (var n = 0; n < blows; n++)
        {
            var owner = await desk.OwnerThatPostsAsync(null, Ct);
            gaps.Add(await StrikeAsync(desk, owner, (Blow)(n % 3)));
        }

        await desk.OwnerThatPostsAsync(null, Ct);
        await SettleAsync(desk);
        foreach (var member in desk.Members)
            await member.StopAsync(desk.Patience, Ct);
        var handovers = await desk.EventsAsync(EventTypes.AccountLeaseTaken, Ct);
        Assert.True(handovers > blows, $"{blows} blows, and the account was taken {handovers} times");
        Assert.Null(await desk.OwnerAsync(Ct));

        var verdict = await FleetVerdict.OfAsync(desk, Ct);
        Figures.Print($"fleet: {size} daemons, {blows} blows (stop, kill, cut), {handovers} owners one after the other, {verdict.Ledger} replies out, {verdict.Confirmed} confirmed, {verdict.Doubtful} in doubt, "
            + $"{verdict.Clicks} with a known sender; {verdict.Twice.Count} twice, {verdict.Lost.Count} lost, {verdict.Strangers.Count} sent by somebody who did not own the account");
        // A lease and the click's budget after the owner's last word, and then the next one's cycle.
        var (lasts, cycle) = (lease + new LeaseTerms(lease).ClickBudget, desk.FirstReply);
        Figures.Print(string.Create(CultureInfo.InvariantCulture, $"fleet: the account was taken {gaps.Order().ElementAt(gaps.Count / 2).TotalSeconds:0.0} s after a blow, at most {gaps.Max().TotalSeconds:0.0} s (lease and click's budget {lasts.TotalSeconds:0} s, a start with its first reply {cycle.TotalSeconds:0.0} s)"));
        Assert.True(gaps.Max() <= lasts + cycle, $"{gaps.Max().TotalSeconds:0.0} s without an owner");
        Assert.Empty(verdict.Twice);
        Assert.Empty(verdict.Lost);
        Assert.Empty(verdict.Strangers);
        Assert.True(verdict.Clicks > 0);
    }

    /// <summary>A stand-by tells its owner whose the account is, and takes no part.</summary>
    private static async Task ShowAsync(FleetDesk desk, FleetMember owner)
    {
        var standBy = desk.Members.First(member => member != owner);
        await desk.HeardAsync(standBy, owns: false, await desk.NewestEventAsync(Ct), Ct);
        var (code, said) = await standBy.AskAsync(desk.Patience, Ct, "schedule-once");
        Assert.Equal(ExitCodes.AlreadyHeld, code);
        Assert.Contains($"belongs to runner {owner.Name}", said, StringComparison.Ordinal);

        var (done, json) = await standBy.AskAsync(desk.Patience, Ct, "status", "--fleet", "--json");
        Assert.Equal(ExitCodes.Done, done);
        using var fleet = JsonDocument.Parse(json);
        Assert.Equal(
            desk.Members.Select(member => (member.Name, member == owner)),
            fleet.RootElement.GetProperty("runners").EnumerateArray().Select(runner => (runner.GetProperty("runnerId").GetString()!, runner.GetProperty("owns").GetBoolean())).OrderBy(runner => runner.Item1));
        var account = Assert.Single(fleet.RootElement.GetProperty("accounts").EnumerateArray());
        Assert.Equal((owner.Name, false), (account.GetProperty("owner").GetString(), account.GetProperty("stale").GetBoolean()));
    }

    /// <returns>How long until somebody else had taken the account.</returns>
    private static async Task<TimeSpan> StrikeAsync(FleetDesk desk, FleetMember owner, Blow blow)
    {
        var struck = TimeProvider.System.GetUtcNow();
        switch (blow)
        {
            case Blow.Stop:
                await owner.FreezeAsync(Ct);
                break;
            case Blow.Kill:
                await owner.KillAsync();
                break;
            case Blow.Cut:
                owner.Wire.Cut();
                break;
        }

        await desk.OwnerThatPostsAsync(owner, Ct);
        var taken = await desk.TakenAsync(owner, struck, Ct);
        var since = await desk.NewestEventAsync(Ct);
        switch (blow)
        {
            case Blow.Stop:
                await owner.ThawAsync(Ct);
                break;
            case Blow.Kill:
                owner.Start();
                break;
            case Blow.Cut:
                owner.Wire.Mend();
                break;
        }

        await desk.HeardAsync(owner, owns: false, since, Ct);
        return taken - struck;
    }

    /// <summary>What was on its way or in doubt until now is settled by whoever owns the account.</summary>
    private static async Task SettleAsync(FleetDesk desk)
    {
        var open = await desk.QueryAsync("SELECT id FROM replies WHERE state IN ('SENDING', 'CLICKING', 'UNKNOWN')", row => row.GetInt64(0), Ct);
        if (open.Count == 0)
            return;
        await desk.UntilAsync("an end to the doubts", async () =>
            (await desk.QueryAsync($"SELECT id FROM replies WHERE state IN ('SENDING', 'CLICKING', 'UNKNOWN') AND id IN ({string.Join(", ", open)})", row => row.GetInt64(0), Ct)).Count == 0, Ct);
    }
}
