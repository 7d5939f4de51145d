namespace XBot.Tests.X.Evidence;

[Collection(BrowserCollectionDefinition.Name)]
public sealed class SnapshotReaderTests(BrowserFixture browser)
{
    [Fact]
    public async Task Kept_html_holds_no_script_token_address_or_typed_text()
    {
        browser.Server.Serve("/secrets", """
            <!DOCTYPE html><head><meta name="csrf-token" content="c5rfc5rf"><meta http-equiv="origin-trial" content="trialtrial"></head><body onload="handleLoad()">
            <script nonce="n0nce">var auth_token = 'scr1pt';</script><!-- c0mment -->
            <input value="typed1"><textarea>typed2</textarea><p data-auth="attr1" data-x="ada@example.org">write to bob.b+x@mail.example.com
            <a href="/x?auth_token=qu3ry&lang=en">link</a> 0123456789abcdef0123456789abcdef AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDD</p>
            <article data-testid="tweet" class="css-175oi2r">kept</article>
            <script>document.querySelector('input').value = 'typed3';</script></body>
            """);
        var readers = browser.Readers();
        await browser.Page.NavigateAsync(new Uri(browser.Server.Url, "/secrets"), TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        var html = (await readers.Snapshots.TakeAsync(TestContext.Current.CancellationToken)).Html!;

        foreach (var secret in (string[])["c5rfc5rf", "trialtrial", "handleLoad", "n0nce", "scr1pt", "c0mment", "typed", "attr1", "example.org", "bob.b", "qu3ry", "0123456789abcdef", "AAAAAAAAAABB"])
            Assert.DoesNotContain(secret, html, StringComparison.Ordinal);
        Assert.Contains("""<article data-testid="tweet" class="css-175oi2r">kept</article>""", html, StringComparison.Ordinal);
        Assert.Contains("lang=en", html, StringComparison.Ordinal);
    }
}
