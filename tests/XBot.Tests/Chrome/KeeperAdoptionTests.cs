using System.Net;
using System.Net.Sockets;
using XBot.Chrome;
using XBot.Chrome.Processes;
using XBot.Testing;

namespace XBot.Tests.Chrome;

public sealed class KeeperAdoptionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_later_keeper_adopts_our_Chrome_and_our_page()
    {
        await using var chrome = await ChromeFixture.StartAsync(ct: Ct);
        var page = chrome.Page.TargetId;
        await chrome.Keeper.DisposeAsync();

        await using var later = chrome.AnotherKeeper();
        var (status, started) = await later.EnsureAsync(Ct);

        Assert.Equal((false, 1), (started, status.Pages));
        Assert.Equal(page, later.Page!.TargetId);
        await later.StopAsync(Ct);
        Assert.Null(ProcessProbe.Current.Find(status.Pid!.Value));
    }

    [Fact]
    public async Task A_page_left_with_an_open_question_whether_to_leave_it_is_replaced()
    {
        await using var chrome = await ChromeFixture.StartAsync(ct: Ct);
        using var site = new ChromeSite();
        var asks = site.Page("/asks", "<script>addEventListener('beforeunload', e => { navigator.sendBeacon('/leaving'); e.preventDefault(); e.returnValue = 'stay' })</script>");
        var leaving = new TaskCompletionSource();
        site.On("/leaving", context => { leaving.TrySetResult(); return ChromeSite.ReplyAsync(context, 204, "text/plain", ""); });
        await chrome.Page.NavigateAsync(asks, TimeSpan.FromMinutes(1), Ct);
        await chrome.Page.ClickAsync(9, 9, Ct);
        // The page leaves for elsewhere once nobody listens to it who would answer the question.
        var go = new TaskCompletionSource();
        site.On("/go", async context => { await go.Task; await ChromeSite.ReplyAsync(context, 204, "text/plain", ""); });
        await chrome.Page.CallAsync($"() => {{ fetch('/go').then(() => {{ location.href = '{site.Page("/on", "on")}' }}); return '' }}", null, TestJson.Default.String, TimeSpan.FromMinutes(1), Ct);
        var (port, left) = (chrome.Options.Port, chrome.Page.TargetId);
        await chrome.Keeper.DisposeAsync();
        go.SetResult();
        await leaving.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Ct);

        await using var later = chrome.AnotherKeeper(options => options with { PingDeadline = TimeSpan.FromSeconds(5) });
        var (status, started) = await later.EnsureAsync(Ct);

        Assert.Equal((false, 1, port), (started, status.Pages, status.Port));
        Assert.NotEqual(left, later.Page!.TargetId);
        Assert.Equal(200, (await later.Page.NavigateAsync(site.Page("/next", "next"), TimeSpan.FromMinutes(1), Ct)).Status);
        await later.StopAsync(Ct);
    }

    [Fact]
    public async Task One_that_differs_is_ended_and_started_as_it_should_be()
    {
        await using var chrome = await ChromeFixture.StartAsync(ct: Ct);
        var before = (await chrome.Keeper.StatusAsync(Ct)).Pid!.Value;

        await using var other = chrome.AnotherKeeper(options => options with { LoopbackOnly = false, Port = Ports.Free() });
        var (status, started) = await other.EnsureAsync(Ct);

        Assert.True(started);
        Assert.NotEqual(before, status.Pid);
        Assert.Null(ProcessProbe.Current.Find(before));
        await other.StopAsync(Ct);
    }

    [Fact]
    public async Task A_stranger_on_our_port_is_refused_by_name_and_pid_and_left_alone()
    {
        await using var chrome = ChromeFixture.Create();
        using var listener = new TcpListener(IPAddress.Loopback, chrome.Options.Port);
        listener.Start();

        var refused = await Assert.ThrowsAsync<ChromeUnavailableException>(() => chrome.Keeper.EnsureAsync(Ct));

        Assert.Contains($"pid {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ChromeState.Foreign, (await chrome.Keeper.StatusAsync(Ct)).State);
        Assert.False(await chrome.Keeper.StopAsync(Ct));
    }

    [Fact]
    public async Task Another_Chrome_on_our_port_is_refused_and_left_alone()
    {
        await using var foreign = await ChromeFixture.StartAsync(ct: Ct);
        await using var chrome = ChromeFixture.Create(change: options => options with { Port = foreign.Options.Port });

        await Assert.ThrowsAsync<ChromeUnavailableException>(() => chrome.Keeper.EnsureAsync(Ct));
        Assert.False(await chrome.Keeper.StopAsync(Ct));

        Assert.Equal("about:blank", await foreign.Page.UrlAsync(Ct));
    }

    [Fact]
    public async Task It_holds_none_of_our_streams_and_has_a_session_of_its_own()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        await using var chrome = await ChromeFixture.StartAsync(ct: Ct);
        var pid = (await chrome.Keeper.StatusAsync(Ct)).Pid!.Value;

        var streams = Enumerable.Range(0, 3).Select(fd => new FileInfo($"/proc/{pid}/fd/{fd}").LinkTarget);
        var output = Path.Combine(chrome.ProfileDir, "chrome-output.log");
        Assert.Equal(["/dev/null", output, output], streams);
        var stat = await File.ReadAllTextAsync($"/proc/{pid}/stat", Ct);
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        Assert.Equal((pid.ToString(), pid.ToString()), (fields[2], fields[3])); // process group and session
    }

    [Fact]
    public async Task A_missing_Chrome_is_told_in_one_line()
    {
        await using var chrome = ChromeFixture.Create(change: options => options with { ExecutablePath = "/nowhere/chrome" });

        var missing = await Assert.ThrowsAsync<ChromeUnavailableException>(() => chrome.Keeper.EnsureAsync(Ct));

        Assert.StartsWith("there is no Chrome at /nowhere/chrome", missing.Message, StringComparison.Ordinal);
        Assert.Equal(ChromeState.Stopped, (await chrome.Keeper.StatusAsync(Ct)).State);
    }

    [Fact]
    public async Task A_program_that_ends_at_its_start_is_told_with_its_last_line()
    {
        await using var chrome = ChromeFixture.Create(change: options => options with { ExecutablePath = "/bin/false" });

        Assert.Contains("exit code 1", (await Assert.ThrowsAsync<ChromeUnavailableException>(() => chrome.Keeper.EnsureAsync(Ct))).Message, StringComparison.Ordinal);
    }
}
