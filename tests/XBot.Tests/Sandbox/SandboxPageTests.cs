using Microsoft.Playwright;
using XBot.Sandbox;
using static Microsoft.Playwright.Assertions;

namespace XBot.Tests.Sandbox;

/// <summary>A client that we did not write uses the sandbox as it would use X.</summary>
public sealed class SandboxPageTests(PlaywrightBrowser browser) : IAsyncLifetime
{
    private const string InlineBox = "[data-testid=tweetTextarea_0]";
    private const string InlineButton = "[data-testid=tweetButtonInline]";
    private SandboxServer _sandbox = null!;
    private IPage _page = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(new SandboxOptions { AutoLogin = true }, TimeProvider.System, TestContext.Current.CancellationToken);
        _page = await browser.NewPageAsync(_sandbox.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await _page.Context.CloseAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_reply_typed_inline_stands_under_the_post_and_on_the_own_profile()
    {
        var id = await OpenSecondPost();

        await _page.Locator(InlineBox).ClickAsync();
        await _page.Keyboard.InsertTextAsync("A calm reply, with an ümlaut and 🙂.");
        await _page.Locator(InlineButton).ClickAsync();

        await Expect(_page.GetByTestId("toast").Locator("a[href*='/status/']")).ToBeVisibleAsync();
        var entry = Assert.Single(_sandbox.Ledger);
        Assert.Equal(("demo", "A calm reply, with an ümlaut and 🙂.", id), (entry.Author, entry.Text, entry.InReplyTo));
        await Expect(_page.Locator($"article:has(a[href='/demo/status/{entry.Id}'])")).ToHaveCountAsync(1);
        await Expect(_page.Locator(InlineBox)).ToHaveTextAsync("");

        await _page.GotoAsync("/demo/with_replies");
        await Expect(_page.Locator($"article a[href='/demo/status/{entry.Id}'] time")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_reply_typed_in_the_dialog_is_accepted()
    {
        await _page.GotoAsync("/home");
        var article = _page.Locator("article[data-testid=tweet]").Nth(1);
        await article.GetByTestId("reply").ClickAsync();

        var dialog = _page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("[data-testid^=tweetTextarea_]").PressSequentiallyAsync("Typed key by key");
        await dialog.GetByTestId("tweetButton").ClickAsync();

        await Expect(_page.GetByTestId("toast").Locator("a")).ToBeVisibleAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        Assert.NotNull(Assert.Single(_sandbox.Ledger).InReplyTo);
        Assert.EndsWith("/home", _page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_untrusted_reaches_the_ledger()
    {
        await OpenSecondPost();

        await _page.EvaluateAsync("""
            const box = document.querySelector('[data-testid=tweetTextarea_0]');
            box.textContent = 'put there by a script';
            box.dispatchEvent(new InputEvent('beforeinput', { inputType: 'insertText', data: 'synthetic', bubbles: true, cancelable: true }));
            box.dispatchEvent(new InputEvent('input', { inputType: 'insertText', data: 'synthetic', bubbles: true }));
            """);
        await Expect(_page.Locator(InlineBox)).ToHaveTextAsync("");
        await Expect(_page.Locator(InlineButton)).ToBeDisabledAsync();

        await _page.Locator(InlineBox).ClickAsync();
        await _page.Keyboard.InsertTextAsync("real text");
        await _page.EvaluateAsync("""
            document.querySelector('[data-testid=tweetButtonInline]').click();
            document.querySelector('[data-testid=tweetTextarea_0]').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
            """);

        Assert.Empty(_sandbox.Ledger);
    }

    [Fact]
    public async Task Scrolling_home_shows_every_post_while_the_page_stays_small()
    {
        await _page.GotoAsync("/home");
        var seen = new HashSet<string>();
        var most = 0;
        for (var began = TimeProvider.System.GetTimestamp(); seen.Count < 75 && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(2);)
        {
            var cells = await _page.EvaluateAsync<string[]>("[...document.querySelectorAll('[data-testid=cellInnerDiv]')].map(c => c.querySelector('a[href$=\"/analytics\"]')?.getAttribute('href') ?? '')");
            most = Math.Max(most, cells.Length);
            seen.UnionWith(cells.Where(c => c.Length > 0));
            await _page.EvaluateAsync("new Promise(done => { scrollBy(0, 700); requestAnimationFrame(() => requestAnimationFrame(done)); })");
        }

        Assert.True(seen.Count >= 75, $"saw {seen.Count} posts");
        Assert.InRange(most, 3, 40);
    }

    private async Task<string> OpenSecondPost()
    {
        await _page.GotoAsync("/home");
        await _page.EvaluateAsync("window.marker = 'same document'");
        var link = _page.Locator("article[data-testid=tweet] a[href*='/status/']:has(time)").Nth(1);
        var href = (await link.GetAttributeAsync("href"))!;
        await link.ClickAsync();
        await Expect(_page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(href + "$"));
        Assert.Equal("same document", await _page.EvaluateAsync<string>("window.marker"));
        await Expect(_page.Locator(InlineBox)).ToHaveCountAsync(1);
        return href.Split('/')[^1];
    }
}
