using System.Globalization;
using XBot.App.Running;
using XBot.Testing.Stores;
using XBot.Tests.Fleets;

namespace XBot.Tests.Away;

/// <summary>The database goes away under a real daemon at work: nothing is clicked, its heartbeats are kept, and it goes on by itself; nothing is lost, nothing doubled.</summary>
public sealed class StoreAwayTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("the server is killed", 2)]
    [InlineData("the connections are cut", 2)]
    // Each question waits for the lock as long as a statement may take: once is long enough.
    [InlineData("its tables are locked", 1)]
    public async Task A_database_that_goes_away_and_comes_back(string how, int times)
    {
        // A server of its own: it is killed.
        await using var server = new PostgresServer();
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        await using var desk = await FleetDesk.OpenAsync(server, size: 1, TimeSpan.FromSeconds(60), Ct);
        var member = desk.Members[0];
        await desk.StartAsync(Ct);
        var kept = Path.Combine(member.Profile, KeptHeartbeats.FileName);

        for (var time = 0; time < times; time++)
        {
            var before = await desk.PostsAsync(null, Ct);
            desk.Sandbox.Publish();
            await desk.UntilAsync("a reply", async () => await desk.PostsAsync(null, Ct) > before, Ct);
            await using var locks = how == "its tables are locked" ? await desk.LockAsync("system_events, replies, job_heartbeats", Ct) : null;
            if (how == "the server is killed")
                await server.KillAsync(Ct);
            else if (locks is null)
                member.Wire.Cut();
            await desk.UntilAsync("kept heartbeats", () => Task.FromResult(KeptHeartbeats.CountIn(member.Profile) >= 1), Ct);
            var clicked = Replies(desk).Count;
            var beats = KeptHeartbeats.CountIn(member.Profile);
            await desk.UntilAsync("two more heartbeats", () => Task.FromResult(KeptHeartbeats.CountIn(member.Profile) >= beats + 2), Ct);
            Assert.Equal(clicked, Replies(desk).Count);
            Assert.Contains(locks is null ? "is not reachable" : "cannot serve just now", member.Said, StringComparison.Ordinal);
            if (how == "the server is killed")
            {
                await server.RestartAsync(Ct);
                desk.ForgetConnections();
            }
            else if (locks is not null)
                await locks.DisposeAsync();
            else
                member.Wire.Mend();
            await desk.UntilAsync("the kept heartbeats in the store", () => Task.FromResult(!File.Exists(kept)), Ct);
        }

        var posts = await desk.PostsAsync(null, Ct);
        desk.Sandbox.Publish();
        await desk.UntilAsync("it to go on", async () => await desk.PostsAsync(null, Ct) > posts, Ct);
        await member.StopAsync(desk.Patience, Ct);

        var cycles = await desk.QueryAsync(
            "SELECT (event_data #>> '{details,cycle}')::bigint FROM system_events WHERE event_type = 'RUNNER_DAEMON_HEARTBEAT' AND event_data #>> '{details,cycle}' IS NOT NULL ORDER BY 1", row => row.GetInt64(0), Ct);
        // Each cycle of that life once, from the first to the last.
        Assert.Equal(Enumerable.Range(1, cycles.Count).Select(n => (long)n), cycles);
        var ledger = Replies(desk);
        Assert.Equal(ledger.Count, ledger.Select(entry => entry.InReplyTo).Distinct().Count());
        var known = await desk.QueryAsync("SELECT target_id FROM replies WHERE state IN ('CONFIRMED', 'UNKNOWN', 'CLICKING', 'NEEDS_HUMAN')", row => row.GetString(0), Ct);
        Assert.All(ledger, entry => Assert.Contains(entry.InReplyTo!, known));
        Testing.Figures.Print(string.Create(CultureInfo.InvariantCulture,
            $"{how}, {times} times: {cycles.Count} heartbeats of {cycles.Count} cycles, {ledger.Count} replies to {ledger.Count} targets, none of them while it was away"));
    }

    private static List<XBot.Sandbox.LedgerEntry> Replies(FleetDesk desk) => [.. desk.Sandbox.Ledger.Where(entry => entry.InReplyTo is not null)];
}
