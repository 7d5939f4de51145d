namespace XBot.Tests.Crashes.Outside;

/// <summary>The store of a profile that was used goes back to what it was, or goes away: what was posted meanwhile is learned from the site.</summary>
public sealed class RestoredStoreTests
{
    [Theory]
    [InlineData("a file's copy")]
    [InlineData("none")]
    [InlineData("xbot db restore")]
    public async Task An_older_copy_of_the_store_or_none_makes_no_second_reply_and_posting_goes_on(string what)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await OutsideDesk.OpenAsync(seed: 21, ct);
        await RunUntilAsync(desk, 2, ct);
        var database = Path.Combine(desk.Profile, "xbot.db");
        var kept = database + ".kept";
        if (what == "xbot db restore")
            Assert.Equal(0, (await desk.RunAsync(["db", "backup", kept], ct)).Code);
        else
            File.Copy(database, kept);
        var before = await RunUntilAsync(desk, 2, ct);

        if (what == "xbot db restore")
            Assert.Equal(0, (await desk.RunAsync(["db", "restore", kept], ct)).Code);
        else
        {
            foreach (var file in Directory.GetFiles(desk.Profile, "xbot.db*").Where(file => file != kept))
                File.Delete(file);
            if (what == "a file's copy")
                File.Move(kept, database);
        }

        var after = await RunUntilAsync(desk, 2, ct);

        Assert.True(after >= before + 2);
        var (queue, ledger) = (await desk.QueueAsync(ct), await desk.LedgerAsync(ct));
        Assert.All(ledger.GroupBy(entry => entry.Target), target => Assert.Single(target));
        Assert.Equal(ledger.Order(), queue.Where(reply => reply.State == "CONFIRMED").Select(reply => (reply.TweetId!, reply.TargetId)).Order());
        var (code, events) = await desk.RunAsync(["events", "--json", "--type", "RECENT_REPLIES_READ"], ct);
        Assert.True(code == 0 && events.Contains("RECENT_REPLIES_READ", StringComparison.Ordinal), events);
    }

    /// <summary>A daemon that posts so many more, and stops cleanly.</summary>
    private static async Task<int> RunUntilAsync(OutsideDesk desk, int more, CancellationToken ct)
    {
        var wanted = (await desk.LedgerAsync(ct)).Count + more;
        await using var daemon = desk.StartDaemon();
        await OutsideDesk.UntilAsync("more replies", async () => daemon.HasExited || (await desk.LedgerAsync(ct)).Count >= wanted ? "" : null, ct);
        Assert.False(daemon.HasExited, daemon.Said);
        await daemon.TerminateAsync(ct);
        return (await desk.LedgerAsync(ct)).Count;
    }
}
