using System.Text.Json;
using XBot.Chrome;
using XBot.Chrome.Processes;
using XBot.Testing;

namespace XBot.Tests.Chrome;

public sealed class KeeperLossTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    /// <summary>A deadline that must not be waited for.</summary>
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(10);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_Chrome_is_noticed_at_once_and_started_again()
    {
        await using var chrome = await ChromeFixture.StartAsync(ct: Ct);
        var lost = NextLoss(chrome.Keeper);
        var pending = Hang(chrome.Page);
        var facts = await FactsAsync(chrome);

        ProcessProbe.Current.Signal(facts, Libc.SigKill);

        await lost.WaitAsync(Long, Ct);
        await Assert.ThrowsAsync<ChromeGoneException>(() => pending.WaitAsync(Long, Ct));
        Assert.Null(chrome.Keeper.Page);
        var (status, started) = await chrome.Keeper.EnsureAsync(Ct);
        Assert.True(started);
        Assert.Equal(1, status.Pages);
        Assert.NotEqual(facts.Pid, status.Pid);
    }

    [Fact]
    public async Task A_crashed_tab_fails_everything_pending_and_heals_while_Chrome_goes_on()
    {
        await using var chrome = await ChromeFixture.StartAsync(ct: Ct);
        var pid = (await FactsAsync(chrome)).Pid;
        var lost = NextLoss(chrome.Keeper);
        var page = chrome.Page;
        var pending = Hang(page);

        var crash = page.NavigateAsync(new Uri("chrome://crash"), Long, Ct);

        Assert.Contains("crashed", await lost.WaitAsync(Long, Ct), StringComparison.Ordinal);
        await Assert.ThrowsAsync<ChromeGoneException>(() => pending.WaitAsync(Long, Ct));
        await Assert.ThrowsAsync<ChromeGoneException>(() => crash.WaitAsync(Long, Ct));
        await Assert.ThrowsAsync<ChromeGoneException>(() => page.UrlAsync(Ct));
        var (status, started) = await chrome.Keeper.EnsureAsync(Ct);
        Assert.Equal((false, pid, 1), (started, status.Pid, status.Pages));
        Assert.StartsWith("about:blank", await chrome.Page.UrlAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_hangs_is_replaced()
    {
        await using var chrome = await ChromeFixture.StartAsync(change: options => options with { PingDeadline = TimeSpan.FromSeconds(3) }, ct: Ct);
        var hung = chrome.Page;
        await Assert.ThrowsAsync<ChromeGoneException>(() => hung.CallAsync(
            "() => { while (true); }", null, TestJson.Default.JsonElement, TimeSpan.FromSeconds(1), Ct));

        var (status, started) = await chrome.Keeper.EnsureAsync(Ct);

        Assert.Equal((false, 1), (started, status.Pages));
        Assert.NotEqual(hung.TargetId, chrome.Page.TargetId);
    }

    [Fact]
    public async Task A_Chrome_that_was_stopped_is_ended_and_started_again()
    {
        await using var chrome = await ChromeFixture.StartAsync(
            change: options => options with { PingDeadline = TimeSpan.FromSeconds(3), CommandDeadline = Never, CloseDeadline = Never }, ct: Ct);
        var facts = await FactsAsync(chrome);
        const int sigStopLinux = 19;
        const int sigStopMac = 17;
        ProcessProbe.Current.Signal(facts, OperatingSystem.IsMacOS() ? sigStopMac : sigStopLinux);
        Assert.Equal(ChromeState.Unresponsive, (await chrome.Keeper.StatusAsync(Ct)).State);

        // A second keeper, as after a restart of the program; the first would do the same.
        await using var next = chrome.AnotherKeeper();
        var (status, started) = await next.EnsureAsync(Ct).WaitAsync(Long, Ct);

        Assert.True(started);
        Assert.NotEqual(facts.Pid, status.Pid);
        Assert.Null(ProcessProbe.Current.Find(facts.Pid));
    }

    [Fact]
    public async Task A_Chrome_that_stops_while_it_is_held_is_told_lost_before_it_is_replaced()
    {
        await using var chrome = await ChromeFixture.StartAsync(
            change: options => options with { PingDeadline = TimeSpan.FromSeconds(3), CommandDeadline = Never, CloseDeadline = Never }, ct: Ct);
        var facts = await FactsAsync(chrome);
        var told = new List<string>();
        chrome.Keeper.Lost += told.Add;
        var family = ProcessProbe.Current.FindFamily(facts.Pid);
        Assert.NotEmpty(family);
        foreach (var process in family.Append(facts))
            ProcessProbe.Current.Signal(process, OperatingSystem.IsMacOS() ? 17 : 19);

        var (_, started) = await chrome.Keeper.EnsureAsync(Ct).WaitAsync(Long, Ct);

        Assert.True(started);
        // Renderers that were stopped do not go by themselves when their browser is killed.
        Assert.DoesNotContain(family, ProcessProbe.Current.StillRuns);
        // Who dies again and again by hanging must spend the budget of restarts too.
        Assert.Contains("does not answer", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_of_events_that_breaks_is_a_loss_and_no_silence()
    {
        // Nothing here hangs: a machine under water must not make it look so.
        await using var chrome = await ChromeFixture.StartAsync(change: options => options with { PingDeadline = Long, CommandDeadline = Long }, ct: Ct);
        var lost = NextLoss(chrome.Keeper);
        chrome.Page.Session.Event += _ => throw new InvalidOperationException("a mistake of ours");

        await Assert.ThrowsAsync<ChromeGoneException>(() => chrome.Page.NavigateAsync(new Uri("about:blank?again"), Long, Ct));

        Assert.Contains("a mistake of ours", await lost.WaitAsync(Long, Ct), StringComparison.Ordinal);
        Assert.False((await chrome.Keeper.EnsureAsync(Ct)).Started);
    }

    [Fact]
    public async Task A_page_that_somebody_closed_is_noticed_and_made_again()
    {
        await using var chrome = await ChromeFixture.StartAsync(ct: Ct);
        var closed = chrome.Page.TargetId;
        var lost = NextLoss(chrome.Keeper);
        using var http = new HttpClient();
        await http.PutAsync(new Uri($"http://127.0.0.1:{chrome.Options.Port}/json/new?about:blank"), null, Ct);
        await http.GetAsync(new Uri($"http://127.0.0.1:{chrome.Options.Port}/json/close/{closed}"), Ct);

        await lost.WaitAsync(Long, Ct);
        var (status, started) = await chrome.Keeper.EnsureAsync(Ct);

        Assert.Equal((false, 2), (started, status.Pages));
    }

    [Fact]
    public async Task Our_own_renewal_and_stop_are_no_loss()
    {
        await using var chrome = await ChromeFixture.StartAsync(ct: Ct);
        var losses = 0;
        chrome.Keeper.Lost += _ => losses++;
        var old = chrome.Page;

        var fresh = await chrome.Keeper.RenewPageAsync(Ct);

        Assert.Same(fresh, chrome.Keeper.Page);
        Assert.NotEqual(old.TargetId, fresh.TargetId);
        Assert.Equal(1, (await chrome.Keeper.StatusAsync(Ct)).Pages);
        await chrome.Keeper.StopAsync(Ct);
        Assert.Equal(0, losses);
    }

    private static Task<string> NextLoss(ChromeKeeper keeper)
    {
        var loss = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        keeper.Lost += reason => loss.TrySetResult(reason);
        return loss.Task;
    }

    private static Task<JsonElement> Hang(ChromePage page) =>
        page.CallAsync("() => new Promise(() => {})", null, TestJson.Default.JsonElement, TimeSpan.FromMinutes(5), Ct);

    private static async Task<ProcessFacts> FactsAsync(ChromeFixture chrome) =>
        ProcessProbe.Current.Find((await chrome.Keeper.StatusAsync(Ct)).Pid!.Value)!;
}
