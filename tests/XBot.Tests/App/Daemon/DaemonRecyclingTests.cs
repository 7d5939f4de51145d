using XBot.Core.Events;
using XBot.Core.Settings;

namespace XBot.Tests.App.Daemon;

/// <summary>What wears out is replaced before a round's work, with a real Chromium and a page that leaks.</summary>
public sealed class DaemonRecyclingTests
{
    [Fact]
    public async Task A_page_that_leaks_is_replaced_before_it_grows_far_above_its_limit_and_work_goes_on()
    {
        await using var desk = await DaemonDesk.StartAsync(settings => settings with
        {
            Upkeep = new BrowserUpkeep { PageMaxAge = TimeSpan.FromMinutes(1), PageMaxMemory = 24L << 20 },
        });
        desk.Sandbox.Arm("leak", times: 1000, delayMs: 60);
        var first = await RecycledAsync(desk, 0);
        Assert.Equal("page", (string?)first.Data["what"]);
        Assert.Contains("MB", (string?)first.Data["because"], StringComparison.Ordinal);
        var second = await RecycledAsync(desk, first.Id);
        await desk.HeartbeatAsync("OK", second.Id);
        Assert.Empty(await EventsAsync(desk, EventTypes.ChromeLost));
    }

    [Fact]
    public async Task A_Chrome_that_is_too_old_is_started_afresh_with_its_session_and_one_page()
    {
        await using var desk = await DaemonDesk.StartAsync(settings => settings with { Upkeep = new BrowserUpkeep { ChromeMaxAge = TimeSpan.FromSeconds(6), PageMaxAge = TimeSpan.FromMinutes(1) } });
        var started = await desk.EventAsync(EventTypes.ChromeStarted);
        var recycled = await RecycledAsync(desk, started.Id);
        Assert.Equal("chrome", (string?)recycled.Data["what"]);
        var ok = await desk.HeartbeatAsync("OK", recycled.Id);
        Assert.Empty(await EventsAsync(desk, EventTypes.ChromeLost));
        Assert.DoesNotContain(await EventsAsync(desk, EventTypes.SessionChanged), change => change.Id > recycled.Id && change.Id < ok.Id);
    }

    private static Task<StoredEvent> RecycledAsync(DaemonDesk desk, long after) => desk.UntilAsync("recycling", async store =>
        (await store.Events.ListAsync(new EventQuery([EventTypes.ChromeRecycled], AfterId: after), default)).OrderBy(found => found.Id).FirstOrDefault());

    private static async Task<IReadOnlyList<StoredEvent>> EventsAsync(DaemonDesk desk, string type)
    {
        var found = await desk.UntilAsync("the events", async store => await store.Events.ListAsync(new EventQuery([type], Limit: 500), default));
        return found;
    }
}
