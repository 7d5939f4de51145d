using System.Globalization;
using XBot.Testing;

namespace XBot.Tests.Crashes.Outside;

/// <summary>The real program, killed at random moments under lost and slow answers; then a healthy daemon. Ledger and queue must tell the same.</summary>
public sealed class OutsideKillTests
{
    [Fact]
    public async Task Four_kills_of_the_real_daemon_leave_ledger_and_queue_agreed() => await RunAsync(seed: 11, kills: 4);

    [Fact, Trait("Category", "Long")]
    public async Task Thirty_kills_of_the_real_daemon_leave_ledger_and_queue_agreed() => await RunAsync(seed: 12, kills: 30);

    private static async Task RunAsync(int seed, int kills)
    {
        var ct = TestContext.Current.CancellationToken;
        var chance = new Random(seed);
        await using var desk = await OutsideDesk.OpenAsync(seed, ct);
        for (var kill = 0; kill < kills; kill++)
        {
            await StrikeAsync(desk, kill, ct);
            await using var daemon = desk.StartDaemon();
            // At the first time store and Chrome have to come up, however long that takes.
            if (kill == 0)
                await OutsideDesk.UntilAsync("the first reply", async () => daemon.HasExited || (await desk.LedgerAsync(ct)).Count > 0 ? "" : null, ct);
            await Task.Delay(TimeSpan.FromMilliseconds((kill == 0 ? 0 : 500) + chance.Next(3500)), TimeProvider.System, ct);
            Assert.False(daemon.HasExited, daemon.Said);
            await daemon.KillAsync();
        }

        await desk.DisarmAsync(ct);
        var begun = (await desk.QueueAsync(ct)).Select(reply => reply.Id).ToHashSet();
        await using (var healthy = desk.StartDaemon())
        {
            await OutsideDesk.UntilAsync("the end of every reply that was begun", async () =>
                healthy.HasExited || (await desk.QueueAsync(ct)).All(reply => !begun.Contains(reply.Id) || IsSettled(reply)) ? "" : null, ct);
            Assert.False(healthy.HasExited, healthy.Said);
            await healthy.TerminateAsync(ct);
            Assert.True(healthy.ExitCode == 0, healthy.Said);
        }

        var queue = await desk.QueueAsync(ct);
        var ledger = await desk.LedgerAsync(ct);
        var twice = ledger.GroupBy(entry => entry.Target).Count(target => target.Count() > 1);
        var refused = await RefusedAsync(desk, queue, ct);
        var lost = queue.Count(reply => begun.Contains(reply.Id) && reply.State is not ("CONFIRMED" or "NEEDS_HUMAN") && !refused.Contains(reply.Id));
        var confirmed = queue.Where(reply => reply.State == "CONFIRMED").ToList();
        Figures.Print(string.Create(CultureInfo.InvariantCulture,
            $"from outside, seed {seed}: {kills} kills, {ledger.Count} entries in the ledger, {confirmed.Count} CONFIRMED, {queue.Count(reply => reply.State == "NEEDS_HUMAN")} for a person, targets answered twice: {twice}, replies lost: {lost}"));
        Assert.Equal(0, twice);
        Assert.Equal(0, lost);
        Assert.NotEmpty(confirmed);
        Assert.Equal(ledger.Order(), confirmed.Select(reply => (reply.TweetId!, reply.TargetId)).Order());
        Assert.DoesNotContain(queue, reply => reply.State == "NEEDS_HUMAN" && ledger.Any(entry => entry.Target == reply.TargetId));
    }

    /// <summary>Every kill meets another weather: none, slow acceptance, lost answers, both.</summary>
    private static async Task StrikeAsync(OutsideDesk desk, int kill, CancellationToken ct)
    {
        await desk.DisarmAsync(ct);
        if (kill % 4 is 1 or 3)
            await desk.ArmAsync("slow-accept", times: 3, delayMs: 700, ct);
        if (kill % 4 is 2 or 3)
            await desk.ArmAsync("answer-lost", times: 3, delayMs: null, ct);
    }

    /// <summary>Some of the sandbox's people limit who may reply: such a reply is not lost, X said no. Any other failure is.</summary>
    private static async Task<IReadOnlySet<string>> RefusedAsync(OutsideDesk desk, IReadOnlyList<OutsideReply> queue, CancellationToken ct)
    {
        var refused = new HashSet<string>();
        foreach (var failed in queue.Where(reply => reply.State == "FAILED"))
        {
            var (_, shown) = await desk.RunAsync(["queue", "show", failed.Id, "--json"], ct);
            Assert.True(shown.Contains("restricted", StringComparison.Ordinal), shown);
            refused.Add(failed.Id);
        }

        return refused;
    }

    private static bool IsSettled(OutsideReply reply) => reply.State is "CONFIRMED" or "NEEDS_HUMAN" or "FAILED";
}
