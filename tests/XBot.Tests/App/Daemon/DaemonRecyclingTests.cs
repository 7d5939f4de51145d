using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using XBot.Chrome;
using XBot.Chrome.Cdp;
using XBot.Chrome.Keeping;
using XBot.Core.Events;
using XBot.Core.Settings;
using XBot.Testing;

namespace XBot.Tests.App.Daemon;

/// <summary>What wears out is replaced before a round's work, with a real Chromium and a page that leaks.</summary>
public sealed partial class DaemonRecyclingTests
{
    /// <summary>Of a page, in MB.</summary>
    private const int Limit = 24;

    /// <summary>What the site's own scripts hold at most, in MB, with what is garbage and not yet collected.</summary>
    private const int Own = 12;

    private const int MillisecondsForOneMegabyte = 60;

    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_page_that_leaks_is_replaced_before_it_grows_far_above_its_limit_and_work_goes_on()
    {
        // Nothing is sent, so that the document is never left: what leaked goes only with the page.
        await using var desk = await DaemonDesk.StartAsync(settings => settings with
        {
            ReplyMode = ReplyMode.Shadow,
            Upkeep = new BrowserUpkeep { PageMaxAge = MaxAge, PageMaxMemory = (long)Limit << 20 },
        });
        desk.Sandbox.Arm("leak", times: 1000, delayMs: MillisecondsForOneMegabyte);
        var (leaked, may, most, newest) = (0, 0, 0, 0L);
        // Until more leaked in all than one page may hold: a page that was never replaced would hold all of it.
        for (var recyclings = 0; recyclings < 2 || leaked <= may; recyclings++)
        {
            var recycled = await RecycledAsync(desk, newest);
            Assert.Equal("page", (string?)recycled.Data["what"]);
            var held = MegabytesIn(recycled);
            may = MayHold(recycled.At - await SinceAsync(desk, recycled));
            Assert.InRange(held, Limit, may);
            (leaked, most, newest) = (leaked + Math.Max(0, held - Own), Math.Max(most, held), recycled.Id);
        }

        // From here on a new document takes an hour for its first megabyte.
        desk.Sandbox.Arm("leak", times: 1000, delayMs: 3_600_000);
        var now = await desk.UntilAsync("a page below its limit", async _ => await HeldAsync(desk) is { } held && held.UsedSize + held.BackingStorageSize < Limit << 20 ? held : null);
        Figures.Print(FormattableString.Invariant($"a page that leaks: replaced at {most} MB at most (limit {Limit}, bound of the last {may}), {leaked} MB leaked in all, a fresh one holds {(now.UsedSize + now.BackingStorageSize) / (1 << 20):0.0} MB"));
        await desk.HeartbeatAsync("OK", newest);
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

    // The look that let the page live last found it at its limit, or too young to be replaced (a twenty-fourth of its age); since then it leaks on.
    private static int MayHold(TimeSpan since) => Limit + Own + (int)(((MaxAge / 24) + since).TotalMilliseconds / MillisecondsForOneMegabyte);

    /// <summary>Surely before the last look at the page that let it live: each cycle begins with one, and that cycle began after the heartbeat of the one before.</summary>
    private static Task<DateTimeOffset> SinceAsync(DaemonDesk desk, StoredEvent recycled) => desk.UntilAsync("the cycles before", async store =>
    {
        var before = (await store.Events.ListAsync(new EventQuery(Limit: 5_000), default)).Where(found => found.Id < recycled.Id).OrderByDescending(found => found.Id).ToList();
        return (before.Where(found => found.Type == EventTypes.Heartbeat && found.Data["details"]?["cycle"] is JsonValue).ElementAtOrDefault(1) ?? before[^1]).At;
    });

    private static int MegabytesIn(StoredEvent recycled)
    {
        var because = (string?)recycled.Data["because"] ?? "";
        var found = Held().Match(because);
        Assert.True(found.Success, because);
        return int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^its scripts hold ([0-9]+) MB$")]
    private static partial Regex Held();

    /// <summary>What our page holds, as Chrome says; null while it is being replaced, and before it is at the site.</summary>
    private static async Task<HeapUsage?> HeldAsync(DaemonDesk desk)
    {
        var (deadline, ct) = (TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        using var endpoint = new DevToolsEndpoint(desk.Settings.CdpPort, TimeProvider.System);
        try
        {
            if (await endpoint.VersionAsync(deadline, ct) is not { } version || ChromeRecord.Read(Path.Combine(desk.Settings.ProfileDir, "chrome.json"))?.Page is not { } page)
                return null;
            await using var connection = await CdpConnection.ConnectAsync(CdpSocket.DialAsync, version.WebSocket, deadline, TimeProvider.System, ct);
            var session = await connection.AttachAsync(page, ct);
            var url = (await session.SendAsync(new Evaluate("location.href"), ct)).Result.Value?.GetString();
            return url?.StartsWith(desk.Settings.Site.Origin, StringComparison.Ordinal) == true ? await session.SendAsync(new GetHeapUsage(), ct) : null;
        }
        catch (Exception e) when (e is ChromeGoneException or CdpErrorException)
        {
            return null;
        }
    }

    private static Task<StoredEvent> RecycledAsync(DaemonDesk desk, long after) => desk.UntilAsync("recycling", async store =>
        (await store.Events.ListAsync(new EventQuery([EventTypes.ChromeRecycled], AfterId: after), default)).OrderBy(found => found.Id).FirstOrDefault());

    private static async Task<IReadOnlyList<StoredEvent>> EventsAsync(DaemonDesk desk, string type)
    {
        var found = await desk.UntilAsync("the events", async store => await store.Events.ListAsync(new EventQuery([type], Limit: 500), default));
        return found;
    }
}
