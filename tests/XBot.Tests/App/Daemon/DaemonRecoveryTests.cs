using System.Diagnostics;
using Microsoft.Data.Sqlite;
using XBot.Core.Events;
using XBot.Core.Replies;

namespace XBot.Tests.App.Daemon;

/// <summary>The daemon records what is wrong, backs off, and goes on by itself when the cause is gone: with a real Chromium each.</summary>
public sealed class DaemonRecoveryTests
{
    [Fact]
    public async Task It_replies_and_the_ledger_agrees_with_the_store()
    {
        await using var desk = await DaemonDesk.StartAsync();
        await desk.UntilAsync<object>("two confirmed replies", async store => (await store.Replies.CountAsync(null, default)).GetValueOrDefault(ReplyState.Confirmed) >= 2 ? new object() : null);
        await desk.StopAsync();
        await desk.UntilAsync<object>("the stop", async store =>
        {
            var confirmed = await store.Replies.ListAsync(new ReplyQuery([ReplyState.Confirmed]), default);
            Assert.Equal(desk.Sandbox.Ledger.Select(entry => (entry.Id, entry.InReplyTo)).Order(), confirmed.Select(reply => (reply.TweetId!, (string?)reply.TargetId)).Order());
            Assert.Equal(confirmed.Count, (await store.Events.ListAsync(new EventQuery([EventTypes.PostSuccess], Limit: 500), default)).Count);
            Assert.All(confirmed, reply => Assert.Equal("create_tweet_response", reply.Evidence));
            return new object();
        });
    }

    [Fact]
    public async Task A_killed_Chrome_is_recorded_as_CDP_DOWN_and_started_again()
    {
        await using var desk = await DaemonDesk.StartAsync();
        var before = await desk.HeartbeatAsync("OK");
        var started = await desk.EventAsync(EventTypes.ChromeStarted);
        using (var chrome = Process.GetProcessById(started.Data["pid"]!.GetValue<int>()))
            chrome.Kill();
        var down = await desk.HeartbeatAsync("CDP_DOWN", before.Id);
        await desk.EventAsync(EventTypes.ChromeLost, before.Id);
        await desk.EventAsync(EventTypes.ChromeStarted, started.Id);
        await desk.HeartbeatAsync("OK", down.Id);
    }

    [Fact]
    public async Task A_session_logged_out_is_recorded_as_SESSION_INVALID_and_nothing_is_posted_until_it_is_back()
    {
        await using var desk = await DaemonDesk.StartAsync();
        var before = await desk.HeartbeatAsync("OK");
        desk.Sandbox.Arm("logout", times: 4);
        var invalid = await desk.HeartbeatAsync("SESSION_INVALID", before.Id);
        await desk.EventAsync(EventTypes.SessionChanged, before.Id);
        await desk.HeartbeatAsync("OK", invalid.Id);
    }

    [Fact]
    public async Task A_pipeline_that_throws_is_recorded_as_ERROR_and_last_success_stays()
    {
        await using var desk = await DaemonDesk.StartAsync();
        var before = await desk.HeartbeatAsync("OK");
        Execute(desk.Database, "CREATE TRIGGER broken BEFORE INSERT ON growth_plans BEGIN SELECT RAISE(ABORT, 'broken for the test'); END");
        Execute(desk.Database, "CREATE TRIGGER broken_too BEFORE UPDATE ON replies BEGIN SELECT RAISE(ABORT, 'broken for the test'); END");
        var error = await desk.HeartbeatAsync("ERROR", before.Id);
        await desk.UntilAsync<object>("last_success beside a failure", async store =>
            await store.Heartbeats.ReadAsync(default) is { LastFailure: not null, LastSuccess: not null } ? new object() : null);
        Execute(desk.Database, "DROP TRIGGER broken");
        Execute(desk.Database, "DROP TRIGGER broken_too");
        await desk.HeartbeatAsync("OK", error.Id);
    }

    [Fact]
    public async Task Another_account_freezes_posting_until_a_person_resumes_it()
    {
        await using var desk = await DaemonDesk.StartAsync();
        var before = await desk.HeartbeatAsync("OK");
        desk.Sandbox.Arm("other-account", times: 100);
        desk.Sandbox.Arm("logout", times: 1);
        var frozen = await desk.EventAsync(EventTypes.PostingFrozen, before.Id);
        await desk.EventAsync(EventTypes.RunnerAlert, before.Id);
        var posts = desk.Sandbox.Ledger.Count;
        await desk.HeartbeatAsync("SESSION_INVALID", frozen.Id);
        Assert.Equal(posts, desk.Sandbox.Ledger.Count);
        Assert.All(desk.Sandbox.Ledger, entry => Assert.Equal("demo", entry.Author));
    }

    [Fact]
    public async Task A_STOP_file_pauses_it_and_checks_go_on()
    {
        await using var desk = await DaemonDesk.StartAsync();
        await desk.HeartbeatAsync("OK");
        await File.WriteAllTextAsync(Path.Combine(desk.Settings.ProfileDir, "STOP"), "test", TestContext.Current.CancellationToken);
        var paused = await desk.UntilAsync("a paused heartbeat", async store =>
            await store.Events.LatestAsync(EventTypes.Heartbeat, default) is { } beat && beat.Data["details"]?["paused"]?.GetValue<bool>() == true ? beat : null);
        var posts = desk.Sandbox.Ledger.Count;
        await desk.HeartbeatAsync("OK", paused.Id);
        Assert.Equal(posts, desk.Sandbox.Ledger.Count);
    }

    private static void Execute(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Default Timeout=30;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
