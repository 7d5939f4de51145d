using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XBot.Core.Events;
using XBot.Core.Retention;
using XBot.Core.Settings;
using XBot.Testing;
using XBot.Testing.Stores;
using XBot.Tests.Sql;

namespace XBot.Tests.CoreRules.Retention;

public sealed class RetentionTests
{
    private static readonly RunnerSettings Settings = new() { ProfileDir = "/p", RunnerId = "r", KeepHeartbeats = TimeSpan.FromDays(30), KeepEvents = TimeSpan.FromDays(400) };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static IReadOnlyList<string> Types { get; } =
        [.. typeof(EventTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!)];

    [Fact]
    public void Each_type_of_event_has_one_rule() => Assert.Equal(
        Types.Order(StringComparer.Ordinal), RetentionPolicy.Frequent.Concat(RetentionPolicy.Ordinary).Concat(RetentionPolicy.Evidence).Order(StringComparer.Ordinal));

    [Fact]
    public void The_page_about_events_says_how_long_each_is_kept()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));
        var table = Regex.Matches(page, @"(?m)^\| (`[A-Z_`, ]+`) \| (for ever|HEARTBEAT_RETENTION_DAYS|EVENT_RETENTION_DAYS)")
            .SelectMany(row => Regex.Matches(row.Groups[1].Value, "[A-Z_]+").Select(type => (type.Value, row.Groups[2].Value))).Order();
        Assert.Equal(
            RetentionPolicy.Frequent.Select(type => (type, "HEARTBEAT_RETENTION_DAYS"))
                .Concat(RetentionPolicy.Ordinary.Select(type => (type, "EVENT_RETENTION_DAYS"))).Concat(RetentionPolicy.Evidence.Select(type => (type, "for ever"))).Order(),
            table);
    }

    [Fact]
    public void A_candidate_that_may_still_be_answered_is_kept()
    {
        Assert.Equal(StoreFacts.Noon.AddDays(-30), RetentionPolicy.CandidatesAt(StoreFacts.Noon, Settings));
        Assert.Equal(StoreFacts.Noon.AddDays(-62), RetentionPolicy.CandidatesAt(StoreFacts.Noon, Settings with { MaxPostAge = TimeSpan.FromDays(60), DraftExpiry = TimeSpan.FromDays(2) }));
    }

    [Fact]
    public async Task What_is_old_goes_in_batches_and_what_replies_stand_on_stays()
    {
        var store = new MemoryRunnerStore();
        var time = new FakeTimeProvider(StoreFacts.Noon.AddDays(1000));
        var reply = await StoreFacts.ConfirmedAsync(store, 1, StoreFacts.Noon);
        await store.OptOuts.AddAsync("bob", null, StoreFacts.Noon, Ct);
        foreach (var type in Types)
            for (var n = 0; n < 700; n++)
                await store.Events.AppendAsync(StoreFacts.Event(type, at: n < 699 ? StoreFacts.Noon : time.GetUtcNow(), n: n), Ct);
        using var turn = new SemaphoreSlim(1, 1);
        var run = new RetentionRun(Settings, store, turn, time, NullLogger<RetentionRun>.Instance);

        Assert.True(await run.PassAsync(Ct));
        Assert.Equal(200, await CountAsync(EventTypes.Heartbeat));
        Assert.False(await run.PassAsync(Ct));

        foreach (var type in Types)
            Assert.Equal(RetentionPolicy.Evidence.Contains(type) ? type == EventTypes.PostSuccess ? 701 : 700 : 1, await CountAsync(type));
        Assert.Equal(reply, await store.Replies.FindAsync(reply.Id, Ct));
        Assert.Null(await store.Replies.AddAsync(StoreFacts.Draft(1), Ct));
        Assert.Single(await store.OptOuts.ListAsync(Ct));
        Assert.NotNull(await store.Plans.LastExecutionAsync(Ct));

        async Task<int> CountAsync(string type) => (await store.Events.ListAsync(new EventQuery([type], Limit: 10_000), Ct)).Count;
    }

    [Fact]
    public async Task Nothing_is_forgotten_while_somebody_has_the_turn()
    {
        var store = new MemoryRunnerStore();
        var time = new FakeTimeProvider(StoreFacts.Noon.AddDays(1000));
        await store.Events.AppendAsync(StoreFacts.Event(EventTypes.Heartbeat), Ct);
        using var turn = new SemaphoreSlim(0, 1);
        var pass = new RetentionRun(Settings, store, turn, time, NullLogger<RetentionRun>.Instance).PassAsync(Ct);
        Assert.NotNull(await store.Events.LatestAsync(EventTypes.Heartbeat, Ct));
        Assert.False(pass.IsCompleted);
        turn.Release();
        await pass;
        Assert.Null(await store.Events.LatestAsync(EventTypes.Heartbeat, Ct));
    }

    [Fact]
    public async Task It_goes_on_after_the_store_was_away_and_ends_when_told()
    {
        var store = new MemoryRunnerStore();
        var time = new FakeTimeProvider(StoreFacts.Noon.AddDays(1000));
        await store.Events.AppendAsync(StoreFacts.Event(EventTypes.Heartbeat), Ct);
        store.Fault = new Core.Stores.StoreUnavailableException("away");
        using var turn = new SemaphoreSlim(1, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = new RetentionRun(Settings, store, turn, time, NullLogger<RetentionRun>.Instance).RunAsync(stop.Token);
        time.Advance(TimeSpan.FromSeconds(2));
        store.Fault = null;
        while (await store.Events.LatestAsync(EventTypes.Heartbeat, Ct) is not null)
        {
            time.Advance(TimeSpan.FromHours(1));
            await Task.Yield();
        }

        await stop.CancelAsync();
        await running;
    }
}
