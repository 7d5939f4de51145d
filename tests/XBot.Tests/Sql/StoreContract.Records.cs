using System.Text.Json.Nodes;
using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Core.Replies;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Sql;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Events_come_back_newest_first_with_everything_in_them()
    {
        await Store.Events.AppendAsync(Event("A", EventSeverity.Info, Noon, 1), Ct);
        await Store.Events.AppendAsync(Event("B", EventSeverity.Critical, Noon.AddSeconds(1), 2), Ct);
        var rows = await Store.Events.ListAsync(new EventQuery(), Ct);
        Assert.Equal(["B", "A"], rows.Select(row => row.Type));
        Assert.True(rows[0].Id > rows[1].Id);
        Assert.Equal((EventSeverity.Critical, Noon.AddSeconds(1), "test-runner", 2), (rows[0].Severity, rows[0].At, rows[0].RunnerId, (int)rows[0].Data["n"]!));
    }

    [Fact]
    public async Task Events_are_filtered_by_type_severity_id_time_and_limit()
    {
        for (var i = 0; i < 12; i++)
            await Store.Events.AppendAsync(Event(i % 3 == 0 ? "A" : i % 3 == 1 ? "B" : "C", (EventSeverity)(i % 4), Noon.AddMinutes(i), i), Ct);
        var all = await Store.Events.ListAsync(new EventQuery(), Ct);
        var fifth = all.Single(row => (int)row.Data["n"]! == 5).Id;

        Assert.Equal([10, 9, 7, 6, 4, 3, 1, 0], await Numbers(new EventQuery(["A", "B", "A"])));
        Assert.Equal([10, 9], await Numbers(new EventQuery(["A", "B"], Limit: 2)));
        Assert.Equal([11, 10, 7, 6, 3, 2], await Numbers(new EventQuery(AtLeast: EventSeverity.Error)));
        Assert.Equal([11, 3], await Numbers(new EventQuery(["A", "C"], EventSeverity.Critical)));
        Assert.Equal([11, 10, 9, 8, 7, 6], await Numbers(new EventQuery(AfterId: fifth)));
        Assert.Equal([11, 10], await Numbers(new EventQuery(Since: Noon.AddMinutes(10))));
        Assert.Equal([9, 6], await Numbers(new EventQuery(["A"], AfterId: fifth, Since: Noon.AddMinutes(5), Limit: 5)));
        Assert.Equal([11, 10, 7, 6], await Numbers(new EventQuery(AtLeast: EventSeverity.Error, AfterId: fifth)));
        Assert.Equal([11, 10], await Numbers(new EventQuery(AtLeast: EventSeverity.Error, Since: Noon.AddMinutes(9))));
        Assert.Equal([11, 10, 9], await Numbers(new EventQuery(AtLeast: EventSeverity.Info, Limit: 3)));
        Assert.Equal([9, 6, 3, 0], await Numbers(new EventQuery(["A"], EventSeverity.Info)));
        Assert.Empty(await Numbers(new EventQuery([])));
        Assert.Empty(await Numbers(new EventQuery(["A"], Since: Noon.AddDays(1))));
        Assert.Empty(await Numbers(new EventQuery(AtLeast: EventSeverity.Warning, Since: Noon.AddDays(1))));
        Assert.Empty(await Numbers(new EventQuery(Since: Noon.AddDays(1))));
    }

    [Fact]
    public async Task The_latest_event_is_the_last_one_written_whatever_the_clock_said()
    {
        await Store.Events.AppendAsync(Event("A", at: Noon.AddHours(5), n: 1), Ct);
        await Store.Events.AppendAsync(Event("A", EventSeverity.Error, Noon, 2), Ct);
        await Store.Events.AppendAsync(Event("B", at: Noon, n: 3), Ct);
        Assert.Equal(2, (int)(await Store.Events.LatestAsync("A", Ct))!.Data["n"]!);
        Assert.Null(await Store.Events.LatestAsync("C", Ct));
    }

    [Fact]
    public async Task Times_are_kept_in_UTC_to_the_millisecond()
    {
        var local = new DateTimeOffset(2026, 11, 24, 23, 59, 59, 987, TimeSpan.FromHours(-5)).AddTicks(4321);
        await Store.Events.AppendAsync(Event("A", at: local), Ct);
        var at = (await Store.Events.LatestAsync("A", Ct))!.At;
        Assert.Equal(TimeSpan.Zero, at.Offset);
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 4, 59, 59, 987, TimeSpan.Zero), at);
    }

    [Fact]
    public async Task There_is_no_heartbeat_before_the_first() => Assert.Null(await Store.Heartbeats.ReadAsync(Ct));

    [Fact]
    public async Task A_failure_never_erases_the_last_success_nor_a_success_the_last_failure()
    {
        await Store.Heartbeats.RecordAsync(Beat(RunnerStatus.Ok, 0), Ct);
        await Store.Heartbeats.RecordAsync(Beat(RunnerStatus.CdpDown, 1, "chrome is gone"), Ct);
        var down = (await Store.Heartbeats.ReadAsync(Ct))!;
        Assert.Equal((RunnerStatus.CdpDown, Noon, Noon.AddMinutes(1), "chrome is gone", 1),
            (down.LastRunStatus, down.LastSuccess, down.LastFailure, down.LastError, down.ConsecutiveFailures));

        await Store.Heartbeats.RecordAsync(Beat(RunnerStatus.Ok, 2), Ct);
        var up = (await Store.Heartbeats.ReadAsync(Ct))!;
        Assert.Equal(new JobHeartbeat("runner_daemon", RunnerStatus.Ok, Noon.AddMinutes(2), Noon.AddMinutes(1), "chrome is gone", 0, Noon.AddMinutes(2)), up);
    }

    [Fact]
    public async Task Each_heartbeat_is_an_event_too()
    {
        await Store.Heartbeats.RecordAsync(Beat(RunnerStatus.SessionInvalid, 3, "logged out"), Ct);
        var row = await Store.Events.LatestAsync(EventTypes.Heartbeat, Ct);
        Assert.NotNull(row);
        Assert.Equal(EventSeverity.Warning, row.Severity);
        Assert.Equal("""{"status":"SESSION_INVALID","consecutive_failures":1,"error":"logged out","details":{"cycle":3}}""", Sorted(row));
    }

    [Fact]
    public async Task Facts_are_set_replaced_and_removed_with_their_events()
    {
        Assert.Null(await Store.Facts.GetAsync("freeze", Ct));
        await Store.Facts.SetAsync("freeze", """{"why": "226"}""", Noon, Ct, Event(EventTypes.PostingFrozen));
        Assert.Contains("226", await Store.Facts.GetAsync("freeze", Ct));
        Assert.NotNull(await Store.Events.LatestAsync(EventTypes.PostingFrozen, Ct));
        await Store.Facts.SetAsync("freeze", "[1]", Noon, Ct);
        Assert.Equal("[1]", await Store.Facts.GetAsync("freeze", Ct));
        await Store.Facts.SetAsync("freeze", null, Noon, Ct, Event(EventTypes.PostingResumed));
        Assert.Null(await Store.Facts.GetAsync("freeze", Ct));
        Assert.NotNull(await Store.Events.LatestAsync(EventTypes.PostingResumed, Ct));
    }

    [Fact]
    public async Task Facts_of_an_account_stand_apart_from_the_runners_own_and_from_other_accounts()
    {
        var account = new AccountKey("https://x.com", "42");
        await Store.FactsOf(account).SetAsync("freeze", "[1]", Noon, Ct, Event(EventTypes.PostingFrozen));
        Assert.Null(await Store.Facts.GetAsync("freeze", Ct));
        Assert.Null(await Store.FactsOf(account with { AccountId = "4" }).GetAsync("freeze", Ct));
        Assert.Null(await Store.FactsOf(account with { Origin = "http://127.0.0.1:4000" }).GetAsync("freeze", Ct));
        Assert.Equal("test-runner", (await Store.Events.LatestAsync(EventTypes.PostingFrozen, Ct))!.RunnerId);

        await Store.Facts.SetAsync("freeze", "[2]", Noon, Ct);
        await using var again = await OpenAgainAsync();
        Assert.Equal(("[1]", "[2]"), (await again.FactsOf(account).GetAsync("freeze", Ct), await again.Facts.GetAsync("freeze", Ct)));
        await again.FactsOf(account).SetAsync("freeze", null, Noon, Ct);
        Assert.Equal((null, "[2]"), (await Store.FactsOf(account).GetAsync("freeze", Ct), await Store.Facts.GetAsync("freeze", Ct)));
    }

    [Fact]
    public async Task The_store_is_bound_to_the_first_origin_for_ever()
    {
        Assert.Equal("https://x.com", await Store.BindOriginAsync("https://x.com", Ct));
        Assert.Equal("https://x.com", await Store.BindOriginAsync("http://127.0.0.1:4000", Ct));
        await using var again = await OpenAgainAsync();
        Assert.Equal("https://x.com", await again.BindOriginAsync("http://127.0.0.1:4000", Ct));
    }

    [Fact]
    public async Task A_second_opening_sees_the_same_store()
    {
        await Store.Events.AppendAsync(Event("A"), Ct);
        await using var again = await OpenAgainAsync();
        Assert.Equal(Store.StoreId, again.StoreId);
        Assert.NotNull(await again.Events.LatestAsync("A", Ct));
    }

    [Fact]
    public async Task A_cancelled_call_does_nothing_and_the_next_one_works()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Events.AppendAsync(Event("A"), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Events.LatestAsync("A", cancelled.Token));
        Assert.Null(await Store.Events.LatestAsync("A", Ct));
        await Store.Events.AppendAsync(Event("A"), Ct);
        Assert.NotNull(await Store.Events.LatestAsync("A", Ct));
    }

    private async Task<IEnumerable<int>> Numbers(EventQuery query) =>
        (await Store.Events.ListAsync(query, Ct)).Select(row => (int)row.Data["n"]!);

    /// <summary>A broken tool's output: what of it cannot be kept is replaced, and nothing is refused for it.</summary>
    [Fact]
    public async Task A_text_with_a_NUL_in_it_is_no_reason_to_lose_a_row()
    {
        foreach (var text in (string[])["a\0b", "\\u0000", "\\\\u0000 \\\0", "plain"])
        {
            await Store.Events.AppendAsync(new RunnerEvent("ODD", EventSeverity.Info, new JsonObject { ["said"] = text }, Noon), Ct);
            var back = (string?)(await Store.Events.LatestAsync("ODD", Ct))?.Data["said"];
            Assert.Contains(back, (string[])[text, text.Replace('\0', '\ufffd')]);
        }
    }

    // jsonb orders its keys by length: compare what is in it, in the order that we wrote.
    private static string Sorted(StoredEvent row) => new System.Text.Json.Nodes.JsonObject(
        new[] { "status", "consecutive_failures", "error", "details" }.Select(key => KeyValuePair.Create(key, row.Data[key]?.DeepClone()))).ToJsonString();
}
