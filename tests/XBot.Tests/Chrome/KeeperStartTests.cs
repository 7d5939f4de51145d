using XBot.Chrome;
using XBot.Chrome.Processes;
using XBot.Testing;

namespace XBot.Tests.Chrome;

public sealed class KeeperStartTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chrome_starts_once_with_one_page_that_answers()
    {
        await using var chrome = ChromeFixture.Create();
        Assert.Equal(ChromeState.Stopped, (await chrome.Keeper.StatusAsync(Ct)).State);

        var (status, started) = await chrome.Keeper.EnsureAsync(Ct);

        Assert.True(started);
        Assert.Equal((ChromeState.Running, 1), (status.State, status.Pages));
        Assert.Equal("about:blank", await chrome.Page.UrlAsync(Ct));
        for (var again = 0; again < 20; again++)
        {
            var (same, startedAgain) = await chrome.Keeper.EnsureAsync(Ct);
            Assert.False(startedAgain);
            Assert.Equal(Told(status), Told(same));
        }

        var looked = await chrome.Keeper.StatusAsync(Ct);
        Assert.Equal(Told(status) with { Detail = "" }, Told(looked) with { Detail = "" });
        Assert.Equal(status.StartedAt!.Value, looked.StartedAt!.Value, TimeSpan.FromSeconds(1));

        // The start is reckoned back from now, to hundredths.
        static ChromeStatus Told(ChromeStatus status) => status with { StartedAt = null };
    }

    [Fact]
    public async Task A_profile_path_may_hold_spaces_and_any_letters()
    {
        await using var chrome = await ChromeFixture.StartAsync("Größe ünd 空 - x", ct: Ct);

        Assert.Equal(ChromeState.Running, (await chrome.Keeper.StatusAsync(Ct)).State);
        Assert.False((await chrome.AnotherKeeper().EnsureAsync(Ct)).Started);
    }

    [Fact]
    public async Task Stop_leaves_no_process_and_no_lock()
    {
        await using var chrome = await ChromeFixture.StartAsync(ct: Ct);
        var pid = (await chrome.Keeper.StatusAsync(Ct)).Pid!.Value;

        Assert.True(await chrome.Keeper.StopAsync(Ct));

        Assert.Null(ProcessProbe.Current.Find(pid));
        Assert.Null(new FileInfo(Path.Combine(chrome.ProfileDir, "chrome", "SingletonLock")).LinkTarget);
        Assert.False(await chrome.Keeper.StopAsync(Ct));
        Assert.Equal(ChromeState.Stopped, (await chrome.Keeper.StatusAsync(Ct)).State);
    }
}
