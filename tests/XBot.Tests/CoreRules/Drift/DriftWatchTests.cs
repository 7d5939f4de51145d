using Microsoft.Extensions.Time.Testing;
using XBot.Core.Drift;
using XBot.Core.Events;
using XBot.Core.Harvesting;
using XBot.Core.Pipeline;
using XBot.Core.Posting;
using XBot.Core.Posts;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Sessions;
using XBot.Core.Settings;
using XBot.Testing.Stores;

namespace XBot.Tests.CoreRules.Drift;

/// <summary>The harvest as the pipeline runs it, on a site that drifts.</summary>
public sealed class DriftWatchTests : IAsyncDisposable
{
    private static readonly DriftSign Author = new("author", "page and network disagree on the author of 20", TouchesPosting: true);
    private static readonly DriftSign Figures = new("actions", "none of 5 posts shows its figures", TouchesPosting: false);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryRunnerStore _store = new("runner-a");
    private readonly PostingFreeze _freeze;
    private readonly ScriptedReader _reader;
    private readonly RunnerSettings _settings = new() { ProfileDir = "/p", RunnerId = "runner-a" };
    private HarvestStep _step;
    private HarvestReport _next;

    public DriftWatchTests()
    {
        _freeze = new PostingFreeze(_store.Facts, () => null);
        _next = Report([]);
        _reader = new ScriptedReader((_, _) => _next);
        _step = Start();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_sign_on_two_fresh_loads_is_told_once_and_freezes_posting_where_posting_needs_it()
    {
        _next = Report([Author]) with { Artifacts = new ArtifactPaths("/a.png", "/a.html") };
        await HarvestAsync();
        await HarvestAsync();
        Assert.Empty(await ToldAsync());
        Assert.Null(await _freeze.ReadAsync(Ct));

        await HarvestAsync();
        await HarvestAsync();

        // On the open page first; then it is loaded, and once more, and then it is certain and left alone for a while.
        Assert.Equal([false, true, true, false], _reader.Afresh);
        var told = Assert.Single(await ToldAsync());
        Assert.Equal(EventSeverity.Error, told.Severity);
        Assert.Equal(
            """{"source":"home","what":"author","detail":"page and network disagree on the author of 20","touches_posting":true,"loads":2,"screenshot":"/a.png","html":"/a.html"}""",
            told.Data.ToJsonString());
        Assert.Contains("disagree on the author of 20", (await _freeze.ReadAsync(Ct))!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_posting_does_not_need_is_told_and_freezes_nothing()
    {
        _next = Report([Figures]);
        for (var run = 0; run < 3; run++)
            await HarvestAsync();

        Assert.Equal(EventSeverity.Warning, Assert.Single(await ToldAsync()).Severity);
        Assert.Null(await _freeze.ReadAsync(Ct));
    }

    [Fact]
    public async Task One_bad_load_between_good_ones_is_an_accident()
    {
        for (var run = 0; run < 4; run++)
        {
            _next = Report([Author]);
            await HarvestAsync();
            await HarvestAsync();
            _next = Report([]);
            await HarvestAsync();
        }

        Assert.Empty(await ToldAsync());
        Assert.Empty(await CasesAsync());
    }

    [Fact]
    public async Task A_page_that_did_not_come_up_neither_counts_nor_clears_and_is_loaded_next_time()
    {
        _next = Report([Author]);
        await HarvestAsync();
        await HarvestAsync();
        _next = Report([]) with { Posts = [], Outcome = HarvestOutcome.NeverLoaded };
        await HarvestAsync();
        Assert.Equal(1, Assert.Single(await CasesAsync()).Loads);

        _next = Report([]);
        await HarvestAsync();
        Assert.Empty(await CasesAsync());
        _next = _next with { Posts = [], Outcome = HarvestOutcome.NeverLoaded };
        await HarvestAsync();
        await HarvestAsync();
        Assert.Equal([false, true, true, true, false, true], _reader.Afresh);
    }

    [Fact]
    public async Task A_restart_forgets_no_sign_and_repeats_no_event()
    {
        _next = Report([Author]);
        await HarvestAsync();
        await HarvestAsync();
        _step = Start();
        await HarvestAsync();
        _step = Start();
        await HarvestAsync();

        Assert.Single(await ToldAsync());
    }

    [Fact]
    public async Task A_freeze_lifted_while_the_site_still_drifts_comes_back_and_a_mended_one_is_over()
    {
        _next = Report([Author]);
        for (var run = 0; run < 3; run++)
            await HarvestAsync();
        Assert.True(await _freeze.LiftAsync("ann", _time.GetUtcNow(), Ct));
        _time.Advance(TimeSpan.FromMinutes(30));
        await HarvestAsync();
        Assert.NotNull(await _freeze.ReadAsync(Ct));
        Assert.Single(await ToldAsync());

        _next = Report([]);
        await HarvestAsync();
        Assert.True(await _freeze.LiftAsync("ann", _time.GetUtcNow(), Ct));
        for (var run = 0; run < 8; run++)
            await HarvestAsync();
        Assert.Null(await _freeze.ReadAsync(Ct));
        Assert.Empty(await CasesAsync());
    }

    private HarvestStep Start() => new(_settings, _store, _reader, new CandidateJudge(_settings, _store, _time), new DriftWatch(_store.Facts, _freeze, _settings.Site, _time), _time);

    private async Task HarvestAsync()
    {
        _time.Advance(_settings.Site.HarvestInterval);
        await _step.RunAsync(new RunTally(new AccountKey(_settings.Site.Origin, "42"), "me"), Ct);
    }

    private Task<IReadOnlyList<StoredEvent>> ToldAsync() => _store.Events.ListAsync(new EventQuery([EventTypes.DomDrift]), Ct);

    private Task<IReadOnlyList<DriftCase>> CasesAsync() => new DriftWatch(_store.Facts, _freeze, _settings.Site, _time).ReadAsync(Ct);

    private HarvestReport Report(IReadOnlyList<DriftSign> signs) => new("home", "https://x.com/home",
    [
        new Post { Id = Snowflake.IdAt(_time.GetUtcNow(), 1), AuthorHandle = "ada", AuthorName = "Ada", PostedAt = _time.GetUtcNow(), Text = "x", Permalink = "p" },
    ], HarvestOutcome.Read)
    {
        Drift = signs,
    };
}
