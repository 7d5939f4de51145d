using XBot.Core.Daemon;
using XBot.Core.Drift;
using XBot.Core.Harvesting;
using XBot.Core.Pipeline;
using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Settings;
using XBot.Testing.Stores;
using XBot.Tests.CoreRules.Drift;

namespace XBot.Tests.CoreRules.Daemon;

/// <summary>A clock that is set, back or ahead, neither stops the work nor makes room for more of it.</summary>
public sealed class SetClockTests : IAsyncDisposable
{
    private readonly TwoClocks _time = new();
    private readonly MemoryRunnerStore _store = new("runner-a");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public void A_moment_is_as_old_as_the_clock_says_that_went_further()
    {
        var moment = Moment.Now(_time);
        _time.Live(TimeSpan.FromMinutes(5));
        Assert.Equal(TimeSpan.FromMinutes(5), moment.Ago(_time));
        _time.Jump(TimeSpan.FromDays(-1));
        Assert.Equal(TimeSpan.FromMinutes(5), moment.Ago(_time));
        _time.Jump(TimeSpan.FromDays(1) + TimeSpan.FromHours(8));
        Assert.Equal(TimeSpan.FromHours(8) + TimeSpan.FromMinutes(5), moment.Ago(_time));
    }

    [Fact]
    public async Task A_clock_that_was_set_back_by_a_day_does_not_end_harvesting_for_a_day()
    {
        var settings = new RunnerSettings { ProfileDir = "/p", RunnerId = "runner-a" };
        var reader = new ScriptedReader((source, _) => new HarvestReport(source.ToString(), "/home", [], HarvestOutcome.Read));
        var drift = new DriftWatch(_store.Facts, new PostingFreeze(_store.Facts, () => null), settings.Site, _time);
        var step = new HarvestStep(settings, _store, reader, new CandidateJudge(settings, _store, _time), drift, _time);
        var run = new RunTally(new AccountKey(settings.Site.Origin, "100"), "me");
        await step.RunAsync(run, Ct);
        await step.RunAsync(run, Ct);
        Assert.Single(reader.Afresh);

        _time.Jump(TimeSpan.FromDays(-1));
        _time.Live(settings.Site.HarvestInterval);
        await step.RunAsync(run, Ct);

        Assert.Equal(2, reader.Afresh.Count);
    }

    [Fact]
    public async Task A_restart_after_the_clock_was_set_ahead_opens_no_fresh_hour_of_clicks()
    {
        var before = new PermitLedger(_store.Facts, "one", _time);
        await before.NoteAsync(_time.GetUtcNow(), Ct);
        await before.NoteAsync(_time.GetUtcNow(), Ct);
        _time.Jump(TimeSpan.FromDays(2));
        _time.Live(TimeSpan.FromMinutes(59));

        var after = new PermitLedger(_store.Facts, "one", _time);
        Assert.Equal(2, await after.WithinAsync(TimeSpan.FromHours(1), Ct));
        // Of another run of the machine, whose monotonic clock began anew, nothing is known: there the store's ledger is left.
        Assert.Equal(0, await new PermitLedger(_store.Facts, "two", _time).WithinAsync(TimeSpan.FromHours(1), Ct));
        _time.Live(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await after.WithinAsync(TimeSpan.FromHours(1), Ct));
        Assert.Equal(2, await after.WithinAsync(PermitLedger.Longest, Ct));
    }
}
