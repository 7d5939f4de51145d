using XBot.Core.Harvesting;
using XBot.Core.Posts;

namespace XBot.Tests.X.Reading;

/// <summary>What no saved page shows, on pages made for it.</summary>
[Collection(BrowserCollectionDefinition.Name)]
public sealed class MadePageTests(BrowserFixture browser)
{
    private async Task<HarvestReport> ReadAsync(string html, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        browser.Server.Serve("/" + name, html);
        return await browser.Readers().Posts.ReadPageAsync("/" + name, TestContext.Current.CancellationToken);
    }

    private async Task<Post> ReadOneAsync(MadePost post, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        Assert.Single((await ReadAsync(PageMaker.App(post.Html()), name)).Posts);

    private static MadePost Made(int n = 1) => new() { Id = MadePost.IdOf(n) };

    [Fact]
    public async Task An_advertisement_is_told_by_its_frame_and_keeps_its_own_id_without_a_time()
    {
        var ad = Made(7) with { WithTime = false, Handle = "shop", AfterText = """<a href="https://shop.example/?twclid=abc">Buy</a>""" };
        var framed = Made(8) with { Handle = "shop" };
        var linked = Made(9) with { AfterText = """<a href="https://shop.example/?twclid=abc">Buy</a>""" };
        var video = Made(10) with { AfterText = """<div data-testid="placementTracking"><div data-testid="videoPlayer"></div></div>""" };

        var report = await ReadAsync(PageMaker.App(MadePost.Advertisement(ad.Html()) + MadePost.Advertisement(framed.Html()) + linked.Html() + video.Html()));

        Assert.Equal([(ad.Id, true), (framed.Id, true), (linked.Id, true), (video.Id, false)], report.Posts.Select(post => (post.Id, post.IsPromoted)));
        Assert.Equal(MadePost.Time, report.Posts[0].PostedAt.AddMilliseconds(-report.Posts[0].PostedAt.Millisecond));
    }

    [Fact]
    public async Task An_advertisements_frame_inside_its_cell_does_not_make_its_neighbours_advertisements()
    {
        var framed = $"""<div data-testid="cellInnerDiv">{MadePost.Advertisement(Made(1).Html().Replace("""<div data-testid="cellInnerDiv">""", "<div>", StringComparison.Ordinal))}</div>""";

        var report = await ReadAsync(PageMaker.App($"<div>{Made(2).Html()}{framed}{Made(3).Html()}</div>"));

        Assert.Equal([false, true, false], report.Posts.Select(post => post.IsPromoted));
    }

    [Fact]
    public async Task An_advertisement_without_any_link_to_itself_is_no_post_and_no_fault_of_the_page()
    {
        var bare = Made(7) with { WithTime = false, Handle = "shop", Buttons = ["1", "2", "3", "4", null] };
        var html = bare.Html().Replace($"/shop/status/{bare.Id}/analytics", "https://shop.example/?twclid=abc", StringComparison.Ordinal);

        var report = await ReadAsync(PageMaker.App(MadePost.Advertisement(html) + Made().Html()));

        Assert.Equal(MadePost.IdOf(1), Assert.Single(report.Posts).Id);
        Assert.Null(report.Detail);
    }

    [Fact]
    public async Task A_handle_in_an_articles_body_a_persons_box_or_a_note_makes_no_reply()
    {
        const string Mention = """<a href="/mercury"><span><span data-text="true">@mercury</span></span></a>""";
        string[] places = ["twitterArticleReadView", "UserCell", "tweetPhoto", "birdwatch-pivot"];
        var posts = places.Select((place, n) => Made(n + 1) with { Text = null, AfterText = $"""<div data-testid="{place}">{Mention}</div>""" }).Append(Made(8) with { Text = null, AfterText = $"""<div role="status">Accounts {Mention} mentioned can reply</div>""" })
            .Append(Made(9) with { Text = null, BeforeText = $"<div>Replying to {Mention}</div>" });

        var report = await ReadAsync(PageMaker.App(string.Concat(posts.Select(post => post.Html()))));

        Assert.Equal([false, false, false, false, false, true], report.Posts.Select(post => post.IsReply));
    }

    [Fact]
    public async Task A_quote_in_an_embedded_post_is_not_the_outer_ones()
    {
        var inner = (Made(2) with { Handle = "bob", Name = "Bob", AfterText = MadePost.Quote("carl", "Carl", "quoted") }).Html();
        var outer = Made(1) with { Text = null, AfterText = $"""<div data-testid="simpleTweet">{inner}</div>""" };
        var quoting = Made(3) with { AfterText = MadePost.Quote("dora", "Dora", "quoted") };

        var report = await ReadAsync(PageMaker.App(outer.Html() + quoting.Html()));

        Assert.Equal([(Made(1).Id, false, null), (Made(3).Id, true, "dora")], report.Posts.Where(post => !post.IsEmbed).Select(post => (post.Id, post.IsQuote, post.QuotedAuthorHandle)));
    }

    [Fact]
    public async Task Tombstones_headings_and_suggestions_are_no_posts()
    {
        const string Other = """
            <div data-testid="cellInnerDiv"><article role="article" tabindex="-1"><div><span>This post is unavailable.</span></div></article></div>
            <div data-testid="cellInnerDiv"><h2 role="heading">Who to follow</h2></div>
            <div data-testid="cellInnerDiv"><div data-testid="UserCell"><a href="/carl">Carl</a></div></div>
            """;

        var report = await ReadAsync(PageMaker.App(Other + Made().Html() + Other));

        Assert.Equal(MadePost.IdOf(1), Assert.Single(report.Posts).Id);
        Assert.Equal(HarvestOutcome.Read, report.Outcome);
    }

    [Fact]
    public async Task A_community_note_is_no_part_of_the_text()
    {
        var post = await ReadOneAsync(Made() with { AfterText = """<div data-testid="birdwatch-pivot"><span>Readers added context</span><div><span>It is not so: </span><a href="https://t.co/x">example.org</a></div></div>""" });

        Assert.Equal("hello", post.Text);
        Assert.False(post.IsQuote || post.IsReply || post.IsPromoted);
    }

    [Fact]
    public async Task Right_to_left_text_is_kept_as_its_nodes_stand()
    {
        var made = Made() with { Name = "نورة", Text = "مرحبا <a href=\"/ada\">@ada</a> 👋", Lang = "ar", Label = "١٢ ردًا، 3 إعادات نشر، ٤٥ إعجابًا، 6 إشارات، 1,122,900 مشاهدة" };
        browser.Server.Serve("/rtl", PageMaker.App(made.Html(), language: "ar", direction: "rtl"));

        var post = Assert.Single((await browser.Readers().Posts.ReadPageAsync("/rtl", TestContext.Current.CancellationToken)).Posts);

        Assert.Equal(("نورة", "مرحبا @ada 👋", "ar"), (post.AuthorName, post.Text, post.Lang));
        Assert.Equal((12L, 3L, 45L, 1122900L), (post.Replies, post.Reposts, post.Likes, post.Views));
        Assert.False(post.IsReply);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("</div></article>")]
    [InlineData("\"><img src=x onerror=1>")]
    [InlineData("@somebody_else")]
    [InlineData("&lt;b&gt; & Co. {{name}}")]
    [InlineData("Replying to @ada · 2h")]
    public async Task A_name_that_looks_like_something_else_is_a_name(string name)
    {
        var post = await ReadOneAsync(Made() with { Name = name });

        Assert.Equal((name, "ada", false), (post.AuthorName, post.AuthorHandle, post.IsReply));
    }

    [Fact]
    public async Task A_quotes_author_time_and_links_are_never_the_authors()
    {
        // A focal post: no time beside the author; the quote's time and links come first in the document.
        var focal = Made() with
        {
            WithTime = false,
            AfterText = MadePost.Quote("bob", "Bob <i>", "quoted") + $"""<div><a href="/ada/status/{MadePost.IdOf(1)}" role="link"><time datetime="2026-02-03T16:48:54.000Z">4:48 PM</time></a></div>""",
        };

        var post = await ReadOneAsync(focal);

        Assert.Equal((MadePost.IdOf(1), "ada", "hello"), (post.Id, post.AuthorHandle, post.Text));
        Assert.Equal((true, "bob", "quoted"), (post.IsQuote, post.QuotedAuthorHandle, post.QuotedText));
        Assert.Equal(MadePost.Time, post.PostedAt);
    }

    [Fact]
    public async Task A_quote_without_its_own_post_around_it_is_nobodys_post()
    {
        var report = await ReadAsync(PageMaker.App($"""<article data-testid="tweet">{MadePost.Quote("bob", "Bob", "quoted")}</article>"""));

        Assert.Empty(report.Posts);
        Assert.Contains("1 posts could not be read", report.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""<div dir="ltr">Replying to <div><a href="/bob" dir="ltr" role="link"><span>@bob</span></a></div></div>""")]
    [InlineData("""<div dir="ltr">返信先: <div><a href="/bob" dir="ltr" role="link"><span>@bob</span></a><span>さん</span></div></div>""")]
    [InlineData("""<div dir="ltr">回复 <span dir="ltr"><span>@bob</span></span></div>""")]
    public async Task A_reply_is_told_by_its_label_in_any_language(string label)
    {
        Assert.True((await ReadOneAsync(Made() with { BeforeText = label })).IsReply);
        Assert.True((await ReadOneAsync(Made() with { BeforeText = label, Text = null })).IsReply);
    }

    [Fact]
    public async Task A_reply_is_told_by_the_line_above_and_a_mention_is_none()
    {
        Assert.True((await ReadOneAsync(Made() with { LineAbove = true })).IsReply);
        Assert.False((await ReadOneAsync(Made() with { Text = """<a href="/bob">@bob</a> look""" })).IsReply);
        Assert.False((await ReadOneAsync(Made() with { Text = null, AfterText = MadePost.Quote("bob", "Bob", "@carl") })).IsReply);
    }

    [Fact]
    public async Task Reposts_and_pins_are_told_by_the_link_around_their_note()
    {
        var repost = await ReadOneAsync(Made() with { Social = """<a href="/bob" role="link"><span data-testid="socialContext"><span>Bob reposted</span></span></a>""" });
        var pinned = await ReadOneAsync(Made() with { Social = """<div data-testid="socialContext">Gepinnt</div>""" });

        Assert.Equal((true, "bob", false), (repost.IsRepost, repost.RepostedBy, repost.IsPinned));
        Assert.Equal((false, null, true), (pinned.IsRepost, pinned.RepostedBy, pinned.IsPinned));
    }

    [Fact]
    public async Task Five_thousand_posts_are_read_in_one_call()
    {
        var posts = Enumerable.Range(1, 5000).Select(n => (Made(n) with { AfterText = n % 3 == 0 ? MadePost.Quote("bob", "Bob", "quoted") : "" }).Html());

        var report = await ReadAsync(PageMaker.App(string.Concat(posts)));

        Assert.Equal(5000, report.Posts.Select(post => post.Id).Distinct().Count());
        Assert.Equal(5000 / 3, report.Posts.Count(post => post.IsQuote));
    }
}
