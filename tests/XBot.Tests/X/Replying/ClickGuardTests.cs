using XBot.X.Replying;
using XBot.X.Selectors;

namespace XBot.Tests.X.Replying;

/// <summary>The guard inside the page, asked directly: what it lets through and what it swallows.</summary>
[Collection(ReplyTestGroup.Name)]
public sealed class ClickGuardTests(ReplyFixture chrome)
{
    private static readonly ReplyScripts _scripts = new(SelectorBook.Default);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_click_after_the_deadline_is_swallowed()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        var (page, button) = await ArmAsync(desk, remainingMs: 1);
        await PassAsync(page);
        await page.Chrome.ClickAsync(button.X, button.Y, Ct);
        Assert.Equal("late", (await page.CallAsync(_scripts.Guard, null, Ct)).Kind);
        Assert.Empty(desk.Sandbox.Ledger);
    }

    [Fact]
    public async Task A_click_beside_the_button_is_swallowed()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        var (page, button) = await ArmAsync(desk, remainingMs: 60_000);
        await page.Chrome.ClickAsync(button.X, button.Y - 60, Ct);
        Assert.Equal("missed", (await page.CallAsync(_scripts.Guard, null, Ct)).Kind);
        await page.Chrome.ClickAsync(button.X, button.Y, Ct);
        Assert.Empty(desk.Sandbox.Ledger);
    }

    [Fact]
    public async Task A_second_click_is_swallowed_even_after_a_refusal()
    {
        await using var desk = await ReplyDesk.OpenAsync(chrome.SitePage);
        desk.Sandbox.Arm("refuse-344");
        var (page, button) = await ArmAsync(desk, remainingMs: 60_000);
        using var requests = page.Chrome.Watch(url => GraphQl.Calls(url, "CreateTweet"));
        await page.Chrome.ClickAsync(button.X, button.Y, Ct);
        await requests.WaitAsync(e => e.Done, TimeSpan.FromSeconds(30), Ct);
        await PassAsync(page);
        await page.Chrome.ClickAsync(button.X, button.Y, Ct);
        await PassAsync(page);
        Assert.Single(requests.Exchanges);
        Assert.Empty(desk.Sandbox.Ledger);
    }

    private async Task<(ReplyPage Page, ScriptAnswer Button)> ArmAsync(ReplyDesk desk, double remainingMs)
    {
        var reply = desk.ReplyTo(ReplyDesk.Plain);
        await desk.PrepareAsync(reply);
        var page = new ReplyPage(chrome.Page, SelectorBook.Default, _scripts, TimeSpan.FromSeconds(30));
        var until = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds();
        var button = await page.CallAsync(_scripts.Submit, new ScriptArgument(reply.TargetId, false, 0, reply.Text, until, remainingMs), Ct);
        Assert.Equal("ready", button.Kind);
        return (page, button);
    }

    /// <summary>Time passes by the page's own clock, and its pending work is done.</summary>
    private static Task PassAsync(ReplyPage page) =>
        page.Chrome.CallAsync("() => new Promise(done => setTimeout(() => done(null), 100))", null, ReplyJson.Default.ScriptAnswer, TimeSpan.FromSeconds(30), Ct);
}
