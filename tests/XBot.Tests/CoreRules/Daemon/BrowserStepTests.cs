using Microsoft.Extensions.Time.Testing;
using XBot.Core.Browsers;
using XBot.Core.Daemon;
using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Testing.Stores;

namespace XBot.Tests.CoreRules.Daemon;

/// <summary>A browser that is lost is healed at once; one that is lost again and again is left alone, loudly, and never for ever.</summary>
public sealed class BrowserStepTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeBrowser _browser = new();
    private readonly MemoryRunnerStore _store = new("runner-a");
    private readonly RestartBudget _budget;
    private readonly BrowserStep _step;

    public BrowserStepTests()
    {
        _budget = new RestartBudget(3, _time);
        _step = new BrowserStep(_browser, _budget, _store, new NoStages(), _time);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Losses_within_the_budget_are_healed_at_once()
    {
        for (var loss = 0; loss < 3; loss++)
        {
            Lose();
            Assert.Equal("running", (await RunAsync()).Browser);
        }

        Assert.Equal(3, _browser.Starts);
        Assert.Equal(3, (await EventsAsync(EventTypes.ChromeLost)).Count);
        Assert.Empty(await EventsAsync(EventTypes.RunnerAlert));
    }

    [Fact]
    public async Task Above_the_budget_Chrome_is_left_alone_and_a_person_is_told_once()
    {
        for (var loss = 0; loss < 4; loss++)
        {
            Lose();
            await RunAsync();
        }

        for (var round = 0; round < 50; round++)
        {
            var status = await RunAsync();
            Assert.Equal(("given_up", RunnerStatus.CdpDown), (status.Browser, status.Status));
            Assert.Contains("xbot chrome start", status.BrowserDetail, StringComparison.Ordinal);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(3, _browser.Starts);
        Assert.Single(await EventsAsync(EventTypes.RunnerAlert));

        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("running", (await RunAsync()).Browser);
    }

    [Fact]
    public async Task A_person_gives_it_back_at_once_and_the_next_episode_is_told_again()
    {
        for (var episode = 1; episode <= 2; episode++)
        {
            for (var loss = 0; loss < 4; loss++)
            {
                Lose();
                await RunAsync();
            }

            Assert.Equal(episode, (await EventsAsync(EventTypes.RunnerAlert)).Count);
            _budget.Forgive();
            Assert.Equal("running", (await RunAsync()).Browser);
        }
    }

    [Fact]
    public async Task A_Chrome_that_never_comes_is_told_after_ten_minutes()
    {
        _browser.Refuses = true;
        for (var minute = 0; minute <= 30; minute++)
        {
            Assert.Equal("down", (await RunAsync()).Browser);
            Assert.Equal(minute >= 10 ? 1 : 0, (await EventsAsync(EventTypes.RunnerAlert)).Count);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        _browser.Refuses = false;
        Assert.Equal("running", (await RunAsync()).Browser);
    }

    [Fact]
    public async Task What_is_worn_out_is_replaced_and_written_down_and_is_no_loss()
    {
        _browser.Worn = new RecycledBrowser("page", "it was open for 13 h");
        Assert.Equal("running", (await RunAsync()).Browser);

        var recycled = Assert.Single(await EventsAsync(EventTypes.ChromeRecycled));
        Assert.Equal(("page", "it was open for 13 h"), ((string?)recycled.Data["what"], (string?)recycled.Data["because"]));
        Assert.Equal(0, _budget.Losses);
    }

    [Fact]
    public async Task A_loss_is_told_as_of_the_moment_it_was_noticed()
    {
        Lose();
        var noticed = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(40));
        await RunAsync();
        Assert.Equal(noticed, Assert.Single(await EventsAsync(EventTypes.ChromeLost)).At);
    }

    [Fact]
    public void Losses_of_more_than_an_hour_ago_do_not_count()
    {
        for (var loss = 0; loss < 200; loss++)
        {
            _budget.Lost();
            _time.Advance(TimeSpan.FromMinutes(20.1));
            Assert.Equal(TimeSpan.Zero, _budget.Wait);
        }
    }

    private void Lose()
    {
        _browser.IsUp = false;
        _step.NoteLoss("Chrome ended (signal 9)");
    }

    private async Task<CycleStatus> RunAsync()
    {
        var status = new CycleStatus();
        Assert.Equal(await _step.RunAsync(status, Ct), status.Browser == "running");
        return status;
    }

    private async Task<IReadOnlyList<StoredEvent>> EventsAsync(string type) => await _store.Events.ListAsync(new EventQuery([type]), Ct);

    private sealed class FakeBrowser : IBrowserCheck
    {
        public event Action<string> Lost
        {
            add { }
            remove { }
        }

        public bool IsUp { get; set; }
        public bool Refuses { get; set; }
        public RecycledBrowser? Worn { get; set; }
        public int Starts { get; private set; }

        public Task<BrowserReport> EnsureAsync(CancellationToken ct)
        {
            if (Refuses)
                return Task.FromResult(new BrowserReport(false, "the port is taken"));
            var started = !IsUp;
            if (started)
                Starts++;
            IsUp = true;
            return Task.FromResult(new BrowserReport(true, "our Chrome runs", started, 4711, "Chrome/150"));
        }

        public Task RenewPageAsync(CancellationToken ct) => Task.CompletedTask;

        public Task<RecycledBrowser?> RecycleAsync(CancellationToken ct)
        {
            var worn = Worn;
            Worn = null;
            return Task.FromResult(worn);
        }
    }
}
