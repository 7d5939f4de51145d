using XBot.Sandbox;
using XBot.Tests.X;
using static Microsoft.Playwright.Assertions;

namespace XBot.Tests.Sandbox;

public sealed class CapturedTimelineTests(PlaywrightBrowser browser)
{
    [Fact]
    public async Task A_captured_timeline_is_home_and_its_posts_can_be_replied_to()
    {
        var file = Path.Combine(SharedFiles.Folder("x-graphql"), "raw_list_timeline.json");
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { AutoLogin = true, TimelineFile = file }, TimeProvider.System, TestContext.Current.CancellationToken);
        var page = await browser.NewPageAsync(sandbox.Url);
        await page.GotoAsync("/home");
        await page.Locator("article[data-testid=tweet] a[href*='/status/']:has(time)").First.ClickAsync();
        await page.Locator("[data-testid=tweetTextarea_0]").ClickAsync();
        await page.Keyboard.InsertTextAsync("hello");
        await page.GetByTestId("tweetButtonInline").ClickAsync();
        await Expect(page.GetByTestId("toast").Locator("a")).ToBeVisibleAsync();
        Assert.NotNull(Assert.Single(sandbox.Ledger).InReplyTo);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_file_that_is_no_timeline_is_refused_in_one_line()
    {
        var refused = await Assert.ThrowsAsync<SandboxException>(() =>
            SandboxServer.StartAsync(new SandboxOptions { TimelineFile = "/nowhere.json" }, TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.DoesNotContain('\n', refused.Message);
    }
}
