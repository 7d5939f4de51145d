using XBot.Core.Events;
using XBot.Core.Heartbeats;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Sql;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Old_events_of_a_type_go_oldest_first_and_no_others()
    {
        for (var n = 0; n < 6; n++)
        {
            await Store.Events.AppendAsync(Event("A", (EventSeverity)(n % 4), Noon.AddMinutes(n), n), Ct);
            await Store.Events.AppendAsync(Event("B", EventSeverity.Info, Noon.AddMinutes(n), n), Ct);
        }

        Assert.Equal(2, await Store.Events.PruneAsync("A", Noon.AddMinutes(4), 2, Ct));
        Assert.Equal([5, 4, 3, 2], (await Store.Events.ListAsync(new EventQuery(["A"]), Ct)).Select(row => (int)row.Data["n"]!));
        Assert.Equal(2, await Store.Events.PruneAsync("A", Noon.AddMinutes(4), 50, Ct));
        Assert.Equal(0, await Store.Events.PruneAsync("A", Noon.AddMinutes(4), 50, Ct));
        Assert.Equal([5, 4], (await Store.Events.ListAsync(new EventQuery(["A"]), Ct)).Select(row => (int)row.Data["n"]!));
        Assert.Equal(6, (await Store.Events.ListAsync(new EventQuery(["B"]), Ct)).Count);
        // Numbers are never given twice: whoever follows goes on after the last one seen.
        var last = (await Store.Events.ListAsync(new EventQuery(Limit: 1), Ct))[0].Id;
        Assert.Equal(2, await Store.Events.PruneAsync("A", Noon.AddDays(1), 50, Ct) + 0);
        Assert.Equal(6, await Store.Events.PruneAsync("B", Noon.AddDays(1), 50, Ct));
        await Store.Events.AppendAsync(Event("C"), Ct);
        Assert.True((await Store.Events.LatestAsync("C", Ct))!.Id > last);
    }

    [Fact]
    public async Task Candidates_that_were_not_seen_for_long_go_whatever_their_verdict()
    {
        await Store.Candidates.SaveAsync(Account.Origin, [Candidate(1, seen: Noon), Candidate(2, verdict: "too old", seen: Noon.AddMinutes(1)), Candidate(3, seen: Noon.AddMinutes(2))], Ct);
        Assert.Equal(1, await Store.Candidates.PruneAsync(Noon.AddMinutes(2), 1, Ct));
        Assert.Equal(1, await Store.Candidates.PruneAsync(Noon.AddMinutes(2), 50, Ct));
        Assert.Equal(0, await Store.Candidates.PruneAsync(Noon.AddMinutes(2), 50, Ct));
        var left = await Store.Candidates.FirstSeenAsync(Account.Origin, [Post(1).Id, Post(2).Id, Post(3).Id], Ct);
        Assert.Equal([Post(3).Id], left.Keys);
    }

    [Fact]
    public async Task Kept_heartbeats_are_written_once_however_often_they_are_handed_over()
    {
        await Store.Heartbeats.RecordAsync(Beat(RunnerStatus.Ok, 0), Ct);
        // The answer to this one was lost: it is handed over again with the others.
        await Store.Heartbeats.RecordAsync(Beat(RunnerStatus.Error, 1, "away"), Ct);
        await Store.Heartbeats.RecordKeptAsync([Beat(RunnerStatus.Error, 1, "away"), Beat(RunnerStatus.Error, 2, "away"), Beat(RunnerStatus.CdpDown, 3, "gone")], Ct);
        await Store.Heartbeats.RecordKeptAsync([Beat(RunnerStatus.Error, 2, "away"), Beat(RunnerStatus.CdpDown, 3, "gone"), Beat(RunnerStatus.Ok, 4)], Ct);

        Assert.Equal([4, 3, 2, 1, 0], (await Store.Events.ListAsync(new EventQuery([EventTypes.Heartbeat]), Ct)).Select(row => (int)row.Data["details"]!["cycle"]!));
        Assert.Equal(new JobHeartbeat("runner_daemon", RunnerStatus.Ok, Noon.AddMinutes(4), Noon.AddMinutes(3), "gone", 0, Noon.AddMinutes(4)), await Store.Heartbeats.ReadAsync(Ct));
    }

    [Fact]
    public async Task Kept_heartbeats_never_take_the_job_back_in_time()
    {
        await Store.Heartbeats.RecordAsync(Beat(RunnerStatus.Ok, 10), Ct);
        await Store.Heartbeats.RecordKeptAsync([Beat(RunnerStatus.Error, 5, "away")], Ct);
        var job = (await Store.Heartbeats.ReadAsync(Ct))!;
        Assert.Equal((RunnerStatus.Ok, Noon.AddMinutes(10)), (job.LastRunStatus, job.UpdatedAt));
        Assert.Equal(2, (await Store.Events.ListAsync(new EventQuery([EventTypes.Heartbeat]), Ct)).Count);
    }
}
