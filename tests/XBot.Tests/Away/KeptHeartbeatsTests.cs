using System.Text.Json.Nodes;
using XBot.App.Running;
using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Core.Stores;
using XBot.Testing;
using XBot.Testing.Stores;
using static XBot.Tests.Sql.StoreFacts;

namespace XBot.Tests.Away;

public sealed class KeptHeartbeatsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MemoryRunnerStore _store = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string File => _folder.File(KeptHeartbeats.FileName);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_the_store_does_not_take_is_kept_over_a_restart_and_written_when_it_is_back()
    {
        var keeping = new HeartbeatKeeping(_store.Heartbeats, new KeptHeartbeats(_folder.Path));
        await keeping.RecordAsync(Beat(RunnerStatus.Ok, 0), Ct);
        _store.Fault = new StoreUnavailableException("away");
        for (var minute = 1; minute <= 3; minute++)
            await Assert.ThrowsAsync<StoreUnavailableException>(() => keeping.RecordAsync(Beat(RunnerStatus.Error, minute, "away"), Ct));
        Assert.Equal(3, KeptHeartbeats.CountIn(_folder.Path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));

        keeping = new HeartbeatKeeping(_store.Heartbeats, new KeptHeartbeats(_folder.Path));
        _store.Fault = null;
        await keeping.RecordAsync(Beat(RunnerStatus.Ok, 4), Ct);

        Assert.Equal([4, 3, 2, 1, 0], await CyclesAsync());
        Assert.Equal(RunnerStatus.Ok, (await _store.Heartbeats.ReadAsync(Ct))!.LastRunStatus);
        Assert.False(System.IO.File.Exists(File));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_answer_that_is_lost_doubles_nothing(int lost)
    {
        var answers = new LosesAnswers(_store.Heartbeats) { Lose = lost };
        var keeping = new HeartbeatKeeping(answers, new KeptHeartbeats(_folder.Path));
        for (var minute = 1; minute <= 6; minute++)
            await Record.ExceptionAsync(() => keeping.RecordAsync(Beat(RunnerStatus.Ok, minute), Ct));
        Assert.Equal([6, 5, 4, 3, 2, 1], await CyclesAsync());
        Assert.Equal(0, KeptHeartbeats.CountIn(_folder.Path));
    }

    [Fact]
    public void A_very_long_time_without_a_store_stays_visible_in_a_bounded_file()
    {
        var kept = new KeptHeartbeats(_folder.Path);
        for (var minute = 0; minute < KeptHeartbeats.Most + 10; minute++)
            kept.Add(Beat(RunnerStatus.Error, minute, "away"));
        Assert.InRange(kept.All.Count, KeptHeartbeats.Most / 2, KeptHeartbeats.Most);
        Assert.Equal(kept.All.Count, KeptHeartbeats.CountIn(_folder.Path));
        Assert.Equal((Noon, Noon.AddMinutes(KeptHeartbeats.Most + 9)), (kept.All[0].At, kept.All[^1].At));
        Assert.Equal(kept.All.OrderBy(beat => beat.At), kept.All);
    }

    [Fact]
    public void A_line_that_was_cut_short_costs_that_one_alone()
    {
        var kept = new KeptHeartbeats(_folder.Path);
        kept.Add(Beat(RunnerStatus.Error, 1, "away"));
        kept.Add(Beat(RunnerStatus.Error, 2, "away"));
        System.IO.File.WriteAllText(File, System.IO.File.ReadAllText(File)[..^20]);
        Assert.Equal([Noon.AddMinutes(1)], new KeptHeartbeats(_folder.Path).All.Select(beat => beat.At));
    }

    [Fact]
    public void A_folder_that_takes_nothing_leaves_them_in_memory_until_it_does()
    {
        var kept = new KeptHeartbeats(Path.Combine(_folder.Path, "later"));
        kept.Add(Beat(RunnerStatus.Error, 1, "away"));
        Assert.Single(kept.All);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "later"));
        kept.Add(Beat(RunnerStatus.Error, 2, "away"));
        Assert.Equal(2, KeptHeartbeats.CountIn(Path.Combine(_folder.Path, "later")));
    }

    [Fact]
    public async Task One_that_the_store_can_never_take_holds_back_none_of_the_others()
    {
        var keeping = new HeartbeatKeeping(_store.Heartbeats, new KeptHeartbeats(_folder.Path));
        _store.Fault = new StoreUnavailableException("away");
        for (var minute = 1; minute <= 25; minute++)
            await Assert.ThrowsAsync<StoreUnavailableException>(() => keeping.RecordAsync(Beat(RunnerStatus.Ok, minute), Ct));
        _store.Fault = null;

        keeping = new HeartbeatKeeping(new RefusesOne(_store.Heartbeats, cycle: 13), new KeptHeartbeats(_folder.Path));
        await keeping.RecordAsync(Beat(RunnerStatus.Ok, 26), Ct);

        Assert.Equal(Enumerable.Range(1, 26).Where(cycle => cycle != 13).Reverse(), await CyclesAsync());
        Assert.Equal(0, KeptHeartbeats.CountIn(_folder.Path));
        // A new one that it cannot take is not kept either.
        await Assert.ThrowsAsync<FormatException>(() => keeping.RecordAsync(Beat(RunnerStatus.Ok, 13), Ct));
        Assert.Equal(0, KeptHeartbeats.CountIn(_folder.Path));
    }

    [Fact]
    public void No_secret_is_kept()
    {
        new KeptHeartbeats(_folder.Path).Add(new Heartbeat(RunnerStatus.Error, 1, "auth_token=0123456789abcdef0123456789abcdef01234567", new JsonObject { ["ct0"] = "secret-value" }, Noon));
        Assert.DoesNotContain("0123456789abcdef", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
    }

    private async Task<IEnumerable<int>> CyclesAsync() =>
        (await _store.Events.ListAsync(new EventQuery([EventTypes.Heartbeat]), Ct)).Select(row => (int)row.Data["details"]!["cycle"]!);

    private sealed class RefusesOne(IHeartbeatStore inner, int cycle) : IHeartbeatStore
    {
        public Task RecordAsync(Heartbeat beat, CancellationToken ct) => IsIt(beat) ? throw new FormatException("22P05") : inner.RecordAsync(beat, ct);

        public Task RecordKeptAsync(IReadOnlyList<Heartbeat> beats, CancellationToken ct) => beats.Any(IsIt) ? throw new FormatException("22P05") : inner.RecordKeptAsync(beats, ct);

        public Task<JobHeartbeat?> ReadAsync(CancellationToken ct) => inner.ReadAsync(ct);

        private bool IsIt(Heartbeat beat) => (int)beat.Details["cycle"]! == cycle;
    }

    /// <summary>Writes, and then says that it was away.</summary>
    private sealed class LosesAnswers(IHeartbeatStore inner) : IHeartbeatStore
    {
        public int Lose { get; set; }

        public Task RecordAsync(Heartbeat beat, CancellationToken ct) => AnswerAsync(inner.RecordAsync(beat, ct));

        public Task RecordKeptAsync(IReadOnlyList<Heartbeat> beats, CancellationToken ct) => AnswerAsync(inner.RecordKeptAsync(beats, ct));

        public Task<JobHeartbeat?> ReadAsync(CancellationToken ct) => inner.ReadAsync(ct);

        private async Task AnswerAsync(Task write)
        {
            await write;
            if (Lose-- > 0)
                throw new StoreUnavailableException("the answer was lost");
        }
    }
}
