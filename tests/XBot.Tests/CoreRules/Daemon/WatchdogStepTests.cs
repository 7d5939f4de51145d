using Microsoft.Extensions.Time.Testing;
using XBot.Core.Daemon;
using XBot.Core.Events;
using XBot.Core.Settings;
using XBot.Testing.Stores;

namespace XBot.Tests.CoreRules.Daemon;

/// <summary>Of several runners of one account, the one that works on it tells of silence.</summary>
public sealed class WatchdogStepTests : IStageWatch, IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryRunnerStore _store = new("runner-a");
    private readonly WatchdogStep _step;

    public WatchdogStepTests() => _step = new WatchdogStep(new RunnerSettings { ProfileDir = "/p", RunnerId = "runner-a", NoActivityAlert = TimeSpan.FromHours(6) }, _store, this, _time);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static CycleStatus Ours => new() { Owner = "runner-a", Owns = true };

    private static CycleStatus Theirs => new() { Owner = "runner-b" };

    /// <summary>No session: nobody was asked.</summary>
    private static CycleStatus Unasked => new();

    [Fact]
    public async Task A_runner_alone_tells_of_silence_whether_it_owns_an_account_or_has_no_session()
    {
        await LiveAsync(Ours, hours: 4);
        Assert.Equal(0, await AlertsAsync());
        await LiveAsync(Unasked, hours: 4);
        Assert.Equal(1, await AlertsAsync());
    }

    [Fact]
    public async Task A_stand_by_tells_nothing_and_its_silence_counts_from_the_take_over()
    {
        await LiveAsync(Ours, hours: 1);
        await LiveAsync(Theirs, hours: 48);
        await LiveAsync(Unasked, hours: 48);
        Assert.Equal(0, await AlertsAsync());

        await LiveAsync(Ours, hours: 6);
        Assert.Equal(0, await AlertsAsync());
        await LiveAsync(Ours, hours: 2);
        Assert.Equal(1, await AlertsAsync());
    }

    void IStageWatch.Enter(string stage, TimeSpan deadline)
    {
    }

    void IStageWatch.Rest()
    {
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task LiveAsync(CycleStatus status, int hours)
    {
        for (var hour = 0; hour < hours; hour++)
        {
            await _step.RunAsync(status, Ct);
            _time.Advance(TimeSpan.FromHours(1));
        }
    }

    private async Task<int> AlertsAsync() => (await _store.Events.ListAsync(new EventQuery([EventTypes.NoActivity]), Ct)).Count;
}
