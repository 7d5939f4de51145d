using Microsoft.Extensions.Logging.Abstractions;
using XBot.Chrome;

namespace XBot.Tests.Chrome;

/// <summary>Answers of a browser that is not itself.</summary>
public sealed class StrangeAnswerTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"id":"seven"}""")]
    [InlineData("""{"id":7.5}""")]
    [InlineData("{}")]
    [InlineData("""{"method":"Target.detachedFromTarget"}""")]
    [InlineData("""{"method":"Target.detachedFromTarget","params":{}}""")]
    [InlineData("""{"method":"Page.x","sessionId":7}""")]
    public async Task What_is_not_understood_ends_the_connection_at_once_and_its_end_throws_at_nobody(string said)
    {
        await using var browser = new ScriptedBrowser(_ => said);
        await using var connection = await browser.ConnectAsync(Ct);
        var gone = await Assert.ThrowsAsync<ChromeGoneException>(() => connection.AttachAsync("t", Ct).WaitAsync(Long, Ct));
        Assert.Contains("do not understand", gone.Message, StringComparison.Ordinal);
        Assert.Contains("do not understand", await connection.Browser.Gone.WaitAsync(Long, Ct), StringComparison.Ordinal);
    }

    /// <summary>Chrome does so with a page that it lost hold of: a screenshot that fails must not cost what was seen.</summary>
    [Fact]
    public async Task A_refusal_is_told_like_a_page_that_does_not_answer()
    {
        var refuses = false;
        await using var browser = new ScriptedBrowser(method => method is "Target.attachToTarget" || !refuses ? null : """{"id":ID,"error":{"code":-32603,"message":"Internal error"}}""");
        await using var connection = await browser.ConnectAsync(Ct);
        var page = await ChromePage.AttachAsync(connection, "t", Long, TimeProvider.System, NullLogger.Instance, Ct);
        refuses = true;
        Assert.Contains("Internal error", (await Assert.ThrowsAsync<ChromeGoneException>(() => page.ScreenshotAsync(Ct))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ChromeGoneException>(() => page.UrlAsync(Ct));
        await Assert.ThrowsAsync<ChromeGoneException>(() => page.InsertTextAsync("text", Ct));
        await Assert.ThrowsAsync<ChromeGoneException>(() => page.ClickAsync(1, 1, Ct));
        await Assert.ThrowsAsync<ChromeGoneException>(() => page.CookiesAsync(new Uri("http://127.0.0.1/"), Ct));
        await Assert.ThrowsAsync<ChromeGoneException>(() => page.NavigateAsync(new Uri("http://127.0.0.1/"), Long, Ct));
    }
}
