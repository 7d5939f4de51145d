using System.Text.Json;
using System.Text.Json.Nodes;
using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Core.Posting;
using XBot.Tests.Sql;

namespace XBot.Tests.App.Commands;

public sealed class StatusCommandTests
{
    private static readonly JsonObject Details = new()
    {
        ["mode"] = "auto",
        ["browser"] = "running",
        ["session"] = "OK",
        ["handle"] = "demo",
        ["next_wake_at"] = "2026-03-01T12:00:40.000Z",
    };

    [Fact]
    public async Task Before_the_first_start_everything_is_null_and_nothing_is_made()
    {
        using var runner = new RunnerFolder();
        Directory.Delete(runner.Profile);

        var status = await runner.JsonAsync("status");

        Assert.Equal("stopped", status.GetProperty("runner").GetString());
        Assert.Equal("unknown", status.GetProperty("browser").GetString());
        foreach (var name in (string[])["session", "lastHeartbeat", "lastPostSuccess", "consecutiveFailures", "nextWakeAt"])
            Assert.Equal(JsonValueKind.Null, status.GetProperty(name).ValueKind);
        Assert.False(status.GetProperty("paused").GetBoolean());
        Assert.False(status.GetProperty("frozen").GetBoolean());
        Assert.Equal("{}", status.GetProperty("queue").GetRawText());
        Assert.False(Directory.Exists(runner.Profile));
    }

    [Fact]
    public async Task Beside_a_running_daemon_its_last_heartbeat_is_told()
    {
        using var runner = new RunnerFolder();
        await runner.BeatAsync(RunnerStatus.CdpDown, runner.Now.AddMinutes(-2), Details.DeepClone().AsObject());
        using var daemon = runner.HoldAs("Daemon");
        await using (var store = await runner.OpenAsync())
        {
            await store.Replies.AddAsync(StoreFacts.Draft(1), TestContext.Current.CancellationToken);
            await StoreFacts.ApprovedAsync(store, 2);
            await store.Events.AppendAsync(new RunnerEvent(EventTypes.PostSuccess, EventSeverity.Info, [], runner.Now.AddHours(-1)), TestContext.Current.CancellationToken);

            var status = await runner.JsonAsync("status");

            Assert.Equal("running", status.GetProperty("runner").GetString());
            Assert.Equal("auto", status.GetProperty("mode").GetString());
            Assert.Equal("running", status.GetProperty("browser").GetString());
            Assert.Equal("OK", status.GetProperty("session").GetString());
            Assert.Equal("2026-03-01T11:58:00.000Z", status.GetProperty("lastHeartbeat").GetString());
            Assert.Equal("2026-03-01T11:00:00.000Z", status.GetProperty("lastPostSuccess").GetString());
            Assert.Equal("2026-03-01T12:00:40.000Z", status.GetProperty("nextWakeAt").GetString());
            Assert.Equal(3, status.GetProperty("consecutiveFailures").GetInt32());
            Assert.Equal("""{"DRAFTED":1,"APPROVED":1}""", status.GetProperty("queue").GetRawText());
            Assert.Equal(4711, status.GetProperty("pid").GetInt32());
        }
    }

    [Fact]
    public async Task A_stopped_runner_watches_no_browser_and_wakes_no_more()
    {
        using var runner = new RunnerFolder();
        await runner.BeatAsync(RunnerStatus.Ok, runner.Now.AddDays(-3), Details.DeepClone().AsObject());

        var status = await runner.JsonAsync("status");

        Assert.Equal("stopped", status.GetProperty("runner").GetString());
        Assert.Equal("unknown", status.GetProperty("browser").GetString());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("nextWakeAt").ValueKind);
        Assert.Equal("OK", status.GetProperty("session").GetString());
    }

    [Fact]
    public async Task A_short_command_on_the_profile_is_no_daemon()
    {
        using var runner = new RunnerFolder();
        using var command = runner.HoldAs("Command");
        Assert.Equal("stopped", (await runner.JsonAsync("status")).GetProperty("runner").GetString());
    }

    [Fact]
    public async Task Pause_and_freeze_are_told_with_the_reason()
    {
        using var runner = new RunnerFolder();
        File.WriteAllText(Path.Combine(runner.Profile, "STOP"), "");
        await using (var store = await runner.OpenAsync())
            await new PostingFreeze(store.Facts, () => null).FreezeAsync("another account", runner.Now, TestContext.Current.CancellationToken);

        var status = await runner.JsonAsync("status");

        Assert.True(status.GetProperty("paused").GetBoolean());
        Assert.True(status.GetProperty("frozen").GetBoolean());
        Assert.Equal("another account", status.GetProperty("frozenReason").GetString());
    }

    [Fact]
    public async Task People_read_times_as_ages_too()
    {
        using var runner = new RunnerFolder();
        await runner.BeatAsync(RunnerStatus.Ok, runner.Now.AddMinutes(-2), Details.DeepClone().AsObject());
        await using (var store = await runner.OpenAsync())
            await store.Replies.AddAsync(StoreFacts.Draft(1), TestContext.Current.CancellationToken);

        Assert.Equal(0, await runner.Host.RunAsync("status"));

        Assert.Contains("Last heartbeat  2026-03-01T11:58:00.000Z (2 min ago) OK", runner.Host.Stdout, StringComparison.Ordinal);
        Assert.Contains("Session         OK (@demo)", runner.Host.Stdout, StringComparison.Ordinal);
        Assert.Contains("DRAFTED 1 (1 for you to look at: 'xbot queue list')", runner.Host.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_no_database_is_exit_7_in_one_line()
    {
        using var runner = new RunnerFolder();
        File.WriteAllText(Path.Combine(runner.Profile, "xbot.db"), "this is no database at all");

        Assert.Equal(7, await runner.Host.RunAsync("status", "--json"));

        Assert.Empty(runner.Host.Stdout);
        Assert.Single(runner.Host.Stderr.TrimEnd('\n').Split('\n'));
    }
}
