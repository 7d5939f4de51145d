using System.Text.Json;
using System.Text.RegularExpressions;
using XBot.Chrome.Processes;
using XBot.Core.Events;
using XBot.Core.Replies;
using XBot.Sql;
using XBot.Testing;

namespace XBot.Tests.App.Demo;

/// <summary>The whole system as its users start it: real processes, a real Chromium, pipes for a terminal.</summary>
public sealed partial class DemoEndToEndTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ledger_events_queue_and_status_tell_of_the_same_replies()
    {
        using var folder = new TempFolder("a profile");
        await using var demo = DemoProcess.Start(["demo", "--replies", "2"], ("RUNNER_PROFILE_DIR", folder.Path));

        Assert.True(await demo.ExitCodeAsync(Ct) == 0, demo.Output);

        Assert.DoesNotContain('\u001b', demo.Output);
        Assert.Contains("2 replies confirmed", demo.Output, StringComparison.Ordinal);
        Assert.Contains("2 posts accepted by the sandbox", demo.Output, StringComparison.Ordinal);
        Assert.Contains("2 POST_SUCCESS", demo.Output, StringComparison.Ordinal);
        Assert.Contains("ledger, events and queue name the same posts", demo.Output, StringComparison.Ordinal);
        await using (var store = await StoreOpener.OpenForReadingAsync(null, folder.Path, "test", Ct))
        {
            Assert.Equal(2, (await store!.Replies.ListAsync(new ReplyQuery([ReplyState.Confirmed]), Ct)).Count);
            Assert.Equal(2, (await store.Events.ListAsync(new EventQuery([EventTypes.PostSuccess]), Ct)).Count);
        }

        await using var status = DemoProcess.Start(["status", "--json"], ("RUNNER_PROFILE_DIR", folder.Path), ("X_BASE_URL", Origin().Match(demo.Output).Value));
        await status.ExitCodeAsync(Ct);
        using var json = JsonDocument.Parse(status.Output);
        Assert.Equal(2, json.RootElement.GetProperty("queue").GetProperty("CONFIRMED").GetInt32());
        AssertNothingRuns(demo.Output);
    }

    [Fact]
    public async Task After_an_interruption_nothing_runs_and_the_profile_is_gone()
    {
        await using var demo = DemoProcess.Start(["demo", "--replies", "60"]);
        await demo.SaysAsync("Chrome started", Ct);

        demo.Interrupt();

        Assert.True(await demo.ExitCodeAsync(Ct) == 130, demo.Output);
        AssertNothingRuns(demo.Output);
        Assert.False(Directory.Exists(Profile().Match(demo.Output).Groups[1].Value), demo.Output);
    }

    private static void AssertNothingRuns(string output) =>
        Assert.All(Pids().Matches(output), pid => Assert.Null(ProcessProbe.Current.Find(int.Parse(pid.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))));

    // "daemon runs as pid 123, profile /tmp/xbot-demo-x" and "Chrome started (pid 456, version …)"
    [GeneratedRegex(@"pid (\d+)")]
    private static partial Regex Pids();

    [GeneratedRegex(@"profile (\S+)")]
    private static partial Regex Profile();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Origin();
}
