using System.Net;
using System.Text.Json;
using XBot.Chrome;
using XBot.Testing;

namespace XBot.Tests.Chrome;

public sealed class PageTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Navigation_tells_the_status_and_waits_for_the_document()
    {
        await using var chrome = await ChromeFixture.StartAsync(ct: Ct);
        using var site = new ChromeSite();
        var there = site.Page("/there", "<p>there</p>", 404);
        var hop = site.Page("/hop", "<script>location.replace('/there')</script>");

        Assert.Equal(new NavigationResult(there.AbsoluteUri, 404, null), await chrome.Page.NavigateAsync(there, Long, Ct));
        Assert.Equal(new NavigationResult(there + "#part", null, null), await chrome.Page.NavigateAsync(new Uri(there + "#part"), Long, Ct));
        Assert.Null((await chrome.Page.NavigateAsync(hop, Long, Ct)).Error);
    }

    [Fact]
    public async Task Navigation_tells_what_the_network_said_and_when_time_ran_out()
    {
        await using var chrome = await ChromeFixture.StartAsync(ct: Ct);
        using var site = new ChromeSite();
        var silent = site.On("/silent", _ => Task.Delay(Long, Ct));

        Assert.Equal("net::ERR_CONNECTION_REFUSED", (await chrome.Page.NavigateAsync(new Uri($"http://127.0.0.1:{Ports.Free()}/"), Long, Ct)).Error);
        Assert.Equal("net::ERR_NAME_NOT_RESOLVED", (await chrome.Page.NavigateAsync(new Uri("http://outside.example/"), Long, Ct)).Error);
        Assert.Equal("timeout", (await chrome.Page.NavigateAsync(silent, TimeSpan.FromSeconds(1), Ct)).Error);
        Assert.Equal(200, (await chrome.Page.NavigateAsync(site.Page("/after", "x"), Long, Ct)).Status);
    }

    [Fact]
    public async Task The_pages_own_scripts_cannot_change_what_ours_see()
    {
        await using var chrome = await ChromeFixture.StartAsync(ct: Ct);
        using var site = new ChromeSite();
        await chrome.Page.NavigateAsync(site.Page("/", "<p>1</p><p>2</p><script>document.querySelectorAll = () => []</script>"), Long, Ct);

        Assert.Equal(2, await chrome.Page.CallAsync("() => document.querySelectorAll('p').length", null, TestJson.Default.Int32, Long, Ct));
        using var argument = JsonDocument.Parse("[1,2]");
        var doubled = await chrome.Page.CallAsync("async list => list.map(n => n * 2)", argument.RootElement, TestJson.Default.Int32Array, Long, Ct);
        Assert.Equal([2, 4], doubled);
        var thrown = await Assert.ThrowsAsync<ChromeScriptException>(() => chrome.Page.CallAsync("() => { throw new Error('no box') }", null, TestJson.Default.Int32, Long, Ct));
        Assert.Contains("no box", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_whose_document_goes_away_is_not_run_again()
    {
        await using var chrome = await ChromeFixture.StartAsync(ct: Ct);
        using var site = new ChromeSite();
        await chrome.Page.NavigateAsync(site.Page("/", "first"), Long, Ct);
        var runs = new TaskCompletionSource();
        site.On("/runs", context =>
        {
            runs.TrySetResult();
            return ChromeSite.ReplyAsync(context, 200, "text/plain", "");
        });
        var running = chrome.Page.CallAsync("async () => { await fetch('/runs'); await new Promise(() => {}) }", null, TestJson.Default.JsonElement, Long, Ct);
        await runs.Task.WaitAsync(Long, Ct);

        await chrome.Page.NavigateAsync(site.Page("/second", "second"), Long, Ct);

        Assert.True((await Assert.ThrowsAsync<ChromeScriptException>(() => running)).DocumentReplaced);
        Assert.Equal("second", await chrome.Page.CallAsync("() => document.body.textContent", null, TestJson.Default.String, Long, Ct));
    }

    [Fact]
    public async Task Typing_and_clicks_are_trusted()
    {
        await using var chrome = await ChromeFixture.StartAsync(ct: Ct);
        using var site = new ChromeSite();
        await chrome.Page.NavigateAsync(site.Page("/", """
            <textarea style="position:fixed;left:0;top:0;width:200px;height:100px"></textarea>
            <script>for (const name of ['click', 'input', 'keydown'])
              addEventListener(name, e => document.title += name + e.isTrusted + ',')</script>
            """), Long, Ct);

        await chrome.Page.ClickAsync(50, 50, Ct);
        await chrome.Page.InsertTextAsync("Größe 😀", Ct);
        Assert.Equal("Größe 😀", await ValueAsync(chrome.Page));
        await chrome.Page.PressKeyAsync("a", command: true, Ct);
        await chrome.Page.PressKeyAsync("Backspace", command: false, Ct);

        Assert.Equal("", await ValueAsync(chrome.Page));
        Assert.Equal("clicktrue,inputtrue,keydowntrue,keydowntrue,inputtrue,", await chrome.Page.CallAsync("() => document.title", null, TestJson.Default.String, Long, Ct));
        Assert.Equal("PNG"u8.ToArray(), (await chrome.Page.ScreenshotAsync(Ct))[1..4]);
    }

    [Fact]
    public async Task Dialogs_block_nothing()
    {
        await using var chrome = await ChromeFixture.StartAsync(ct: Ct);
        using var site = new ChromeSite();
        var asks = site.Page("/asks", "<button style='position:fixed;left:0;top:0;width:99px;height:99px'>x</button><script>addEventListener('beforeunload', e => { e.preventDefault(); e.returnValue = 'stay' })</script>");
        await chrome.Page.NavigateAsync(asks, Long, Ct);
        Assert.Equal("false", await chrome.Page.CallAsync("() => { alert('x'); return String(confirm('y')) }", null, TestJson.Default.String, Long, Ct));

        // Chrome asks whether to leave only on pages that somebody touched.
        await chrome.Page.ClickAsync(9, 9, Ct);
        Assert.Equal(200, (await chrome.Page.NavigateAsync(site.Page("/on", "on"), Long, Ct)).Status);
        await chrome.Page.NavigateAsync(asks, Long, Ct);
        await chrome.Page.ClickAsync(9, 9, Ct);
        await chrome.Keeper.RenewPageAsync(Ct);
        Assert.Equal(1, (await chrome.Keeper.StatusAsync(Ct)).Pages);
    }

    [Fact]
    public async Task The_network_watch_sees_bodies_both_ways()
    {
        await using var chrome = await ChromeFixture.StartAsync(ct: Ct);
        using var site = new ChromeSite();
        site.On("/api", context => ChromeSite.ReplyAsync(context, 201, "application/json", """{"said":"ja, Größe"}"""));
        site.On("/broken", context => { context.Response.Abort(); return Task.CompletedTask; });
        await chrome.Page.NavigateAsync(site.Page("/", "x"), Long, Ct);
        using var watch = chrome.Page.Watch(url => url.Contains("/api", StringComparison.Ordinal) || url.Contains("/broken", StringComparison.Ordinal));

        await chrome.Page.CallAsync("""
            async () => { await (await fetch('/api', { method: 'POST', body: 'größer ' + 'x'.repeat(70000) })).text();
                          await fetch('/broken').catch(() => 0); await fetch('/unwatched'); return '' }
            """, null, TestJson.Default.String, Long, Ct);

        var posted = await watch.WaitAsync(exchange => exchange is { Method: "POST", Done: true }, Long, Ct);
        Assert.Equal((201, """{"said":"ja, Größe"}"""), (posted.Status!.Value, posted.Body));
        Assert.StartsWith("größer xxx", posted.RequestBody, StringComparison.Ordinal);
        Assert.Equal(70007, posted.RequestBody!.Length);
        Assert.StartsWith("net::ERR_", (await watch.WaitAsync(exchange => exchange.Failure is not null, Long, Ct)).Failure, StringComparison.Ordinal);
        Assert.All(watch.Exchanges, exchange => Assert.DoesNotContain("unwatched", exchange.Url, StringComparison.Ordinal));
        await Assert.ThrowsAsync<TimeoutException>(() => watch.WaitAsync(_ => false, TimeSpan.FromMilliseconds(50), Ct));
    }

    [Fact]
    public async Task Cookies_are_told_with_those_that_scripts_cannot_see()
    {
        await using var chrome = await ChromeFixture.StartAsync(ct: Ct);
        using var site = new ChromeSite();
        var set = site.On("/set", context =>
        {
            context.Response.Headers.Add(HttpResponseHeader.SetCookie, "secret=v; HttpOnly; Path=/");
            return ChromeSite.ReplyAsync(context, 200, "text/html", "x");
        });
        await chrome.Page.NavigateAsync(set, Long, Ct);

        var cookie = Assert.Single(await chrome.Page.CookiesAsync(site.Root, Ct));

        Assert.Equal(new ChromeCookie("secret", "v", "127.0.0.1", true), cookie);
        Assert.Equal("secret of 127.0.0.1", cookie.ToString());
    }

    private static Task<string> ValueAsync(ChromePage page) =>
        page.CallAsync("() => document.querySelector('textarea').value", null, TestJson.Default.String, Long, Ct);
}
