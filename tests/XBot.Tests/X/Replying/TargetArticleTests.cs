using XBot.Core.Posting;
using XBot.X.Replying;
using XBot.X.Selectors;

namespace XBot.Tests.X.Replying;

/// <summary>Which article is the target, on pages made to mislead.</summary>
[Collection(ReplyTestGroup.Name)]
public sealed class TargetArticleTests(ReplyFixture chrome)
{
    private const string Path = "/ann/status/20";

    private static readonly ReplyScripts _scripts = new(SelectorBook.Default);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Post(string id, string text, string more = "") => $"""
        <article data-testid="tweet" style="height:200px;position:relative">
          <div data-testid="User-Name"><a href="/ann">Ann</a></div>
          <div data-testid="tweetText">{text}</div>{more}
          <a href="/ann/status/{id}"><time datetime="2026-02-03T16:48:54.000Z">Feb 3</time></a>
          <div role="group"><button data-testid="reply" data-of="{id}" onclick="document.body.dataset.pressed=this.dataset.of">R</button></div>
        </article>
        """;

    private static string Quote(string id, string text) => $"""
        <div role="link"><div data-testid="User-Name">Bob <time datetime="2026-02-03T16:48:54.000Z">Feb 3</time></div>
        <div data-testid="tweetText">{text}</div><a href="/ann/status/{id}"><time datetime="2026-02-03T16:48:54.000Z">Feb 3</time></a></div>
        """;

    [Fact]
    public async Task A_post_that_quotes_the_target_or_shows_its_photo_is_not_the_target()
    {
        var (page, look) = await LookAsync(
            Post("30", "quotes it", Quote("20", "the target, quoted"))
            + Post("31", "links to its photo", "<a href=\"/ann/status/20/photo/1\">photo</a>")
            + Post("20", "the target", Quote("19", "an older one")));
        Assert.Equal(("found", "the target"), (look.Kind, look.Text));
        await page.Chrome.ClickAsync(look.X, look.Y, Ct);
        Assert.Equal("20", await PressedAsync(page));
    }

    [Fact]
    public async Task An_article_embedded_in_another_lends_it_no_id()
    {
        var (_, look) = await LookAsync($"<article data-testid=\"tweet\"><div>{Post("20", "embedded")}</div></article>");
        Assert.Equal(("found", "embedded"), (look.Kind, look.Text));
    }

    [Fact]
    public async Task Without_the_target_there_is_no_press()
    {
        var (_, look) = await LookAsync(Post("200", "ids are compared whole") + Post("2", "both ways"), waitMs: 300);
        Assert.Equal(("timeout", "the post did not appear"), (look.Kind, look.Reason));
    }

    [Fact]
    public async Task A_covered_reply_button_is_not_pressed()
    {
        var (_, look) = await LookAsync(Post("20", "below a layer") + "<div data-testid=\"layer\" style=\"position:fixed;inset:0\"></div>", waitMs: 300);
        Assert.Equal("timeout", look.Kind);
        Assert.Contains("covered by div[layer]", look.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_press_that_lands_on_another_post_because_the_page_moved_is_swallowed()
    {
        var (page, look) = await LookAsync(Post("30", "another") + Post("20", "the target") + """
            <script>addEventListener('mousemove', () => document.body.prepend(document.body.children[1]), { once: true })</script>
            """);
        await page.Chrome.ClickAsync(look.X, look.Y, Ct);
        Assert.Null(await PressedAsync(page));
        Assert.Equal("missed", (await page.CallAsync(_scripts.Composer, new ScriptArgument("20", false, 300), Ct)).Kind);
    }

    [Fact]
    public async Task A_dialog_over_the_post_is_told_and_can_be_closed()
    {
        var (page, look) = await LookAsync(Post("20", "below") + """
            <div role="dialog" style="position:fixed;inset:0;background:#fff"><button data-testid="app-bar-close" onclick="this.parentElement.remove()">x</button></div>
            """);
        Assert.Equal("dialog", look.Kind);
        Assert.True(await new Leftovers(page).CloseAsync(Ct));
        Assert.Equal("found", (await page.CallAsync(_scripts.Target, new ScriptArgument("20", false, 5_000), Ct)).Kind);
    }

    [Fact]
    public async Task A_modal_that_shows_another_post_is_not_written_in()
    {
        var (page, _) = await LookAsync(Post("20", "below"));
        await page.Chrome.CallAsync(
            $$"""() => { document.body.insertAdjacentHTML('beforeend', `<div role="dialog" style="position:fixed;inset:0;background:#fff">{{Post("30", "another")}}<div data-testid="tweetTextarea_0" contenteditable="true" role="textbox">a</div></div>`); return null; }""",
            null, ReplyJson.Default.ScriptAnswer, TimeSpan.FromSeconds(30), Ct);
        var open = await page.CallAsync(_scripts.Composer, new ScriptArgument("20", false, 5_000), Ct);
        Assert.Equal(("other", "the composer answers 30"), (open.Kind, open.Reason));
    }

    [Fact]
    public async Task A_text_left_in_the_box_is_deleted_before_ours_is_written()
    {
        const string Box = """<div data-testid="tweetTextarea_0" contenteditable="true" role="textbox">left over</div><button data-testid="tweetButtonInline">Reply</button>""";
        var (page, _) = await LookAsync(Post("20", "the target") + Box);
        var draft = new Draft(7, "20", "fresh", Inline: true);
        var found = new TargetPage.Found("9", new TargetText("the target", null), Inline: true, 0, 0);
        Assert.Null(await new ReplyBox(page, ReplyDesk.Patient).FillAsync(draft, found, Ct));
        Assert.Equal("ready", (await page.CallAsync(_scripts.ReadBack, new ScriptArgument("20", true, 0, "fresh"), Ct)).Kind);
    }

    [Fact]
    public async Task A_composer_below_another_post_is_not_the_targets()
    {
        const string Box = """<div data-testid="tweetTextarea_0" contenteditable="true" role="textbox"></div>""";
        var (page, _) = await LookAsync(Post("20", "the target") + Post("30", "another") + Box);
        Assert.Equal("timeout", (await page.CallAsync(_scripts.Composer, new ScriptArgument("20", true, 300), Ct)).Kind);
    }

    private async Task<(ReplyPage Page, ScriptAnswer Look)> LookAsync(string body, double waitMs = 10_000)
    {
        await using var server = await PageServer.StartAsync();
        server.Serve(Path, $"<!doctype html><title>t</title><body>{body}</body>");
        var page = new ReplyPage(chrome.Page, SelectorBook.Default, _scripts, TimeSpan.FromSeconds(30));
        await page.Chrome.NavigateAsync(new Uri(server.Url, Path), TimeSpan.FromSeconds(30), Ct);
        return (page, await page.CallAsync(_scripts.Target, new ScriptArgument("20", false, waitMs), Ct));
    }

    private static async Task<string?> PressedAsync(ReplyPage page) =>
        (await page.Chrome.CallAsync("() => ({ kind: 'pressed', text: document.body.dataset.pressed ?? null })", null, ReplyJson.Default.ScriptAnswer, TimeSpan.FromSeconds(30), Ct)).Text;
}
