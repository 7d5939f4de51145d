using System.Globalization;
using XBot.Core.Drift;
using XBot.Core.Harvesting;
using XBot.Core.Pipeline;
using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Settings;
using XBot.Testing.Stores;
using XBot.Tests.CoreRules.Daemon;
using XBot.Tests.CoreRules.Drift;

namespace XBot.Tests.CoreRules;

/// <summary>A long list of sources is read over several runs, none of which comes near its deadline.</summary>
public sealed class HarvestBudgetTests : IAsyncDisposable
{
    private static readonly RunnerSettings Settings = new()
    {
        ProfileDir = "/p",
        RunnerId = "runner-a",
        HarvestSources = ["handles"],
        HarvestHandles = [.. Enumerable.Range(0, 40).Select(n => string.Create(CultureInfo.InvariantCulture, $"handle{n}"))],
    };

    private readonly TwoClocks _time = new();
    private readonly MemoryRunnerStore _store = new("runner-a");
    private readonly List<string> _read = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_run_reads_for_three_minutes_and_the_next_one_goes_on_where_it_stopped()
    {
        var step = Step(source => _time.Live(TimeSpan.FromSeconds(40)));
        while (_read.Count < 80)
        {
            var began = _time.GetTimestamp();
            await step.RunAsync(new RunTally(new AccountKey(Settings.Site.Origin, "42"), "me"), Ct);
            Assert.InRange(_time.GetElapsedTime(began), TimeSpan.FromSeconds(40), TimeSpan.FromMinutes(4));
            _time.Live(Settings.Site.HarvestInterval);
        }

        Assert.Equal(Settings.HarvestHandles.Concat(Settings.HarvestHandles), _read.Take(80));
    }

    [Fact]
    public async Task A_source_that_breaks_the_run_is_not_the_first_of_the_next_one()
    {
        var step = Step(source =>
        {
            if (source == "handle0")
                throw new InvalidOperationException("breaks");
        });
        await Assert.ThrowsAsync<InvalidOperationException>(() => step.RunAsync(new RunTally(new AccountKey(Settings.Site.Origin, "42"), "me"), Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() => step.RunAsync(new RunTally(new AccountKey(Settings.Site.Origin, "42"), "me"), Ct));
        Assert.Equal(Settings.HarvestHandles.Count + 1, _read.Count);
    }

    private HarvestStep Step(Action<string> reading)
    {
        var reader = new ScriptedReader((source, _) =>
        {
            _read.Add(source.Value!);
            reading(source.Value!);
            return new HarvestReport(source.ToString(), "/", [], HarvestOutcome.Read);
        });
        var drift = new DriftWatch(_store.Facts, new PostingFreeze(_store.Facts, () => null), Settings.Site, _time);
        return new HarvestStep(Settings, _store, reader, new CandidateJudge(Settings, _store, _time), drift, _time);
    }
}
