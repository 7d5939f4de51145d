using XBot.Core.Harvesting;
using XBot.Core.Posts;

namespace XBot.Tests.X.Reading;

/// <summary>What X shows now and then, on pages made for it: each could be taken for something else.</summary>
[Collection(BrowserCollectionDefinition.Name)]
public sealed class OddPageTests(BrowserFixture browser)
{
    private static readonly MadePost Plain = new() { Id = MadePost.IdOf(1) };

    private async Task<HarvestReport> ReadAsync(string html, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        browser.Server.Serve("/" + name, html);
        return await browser.Readers().Posts.ReadPageAsync("/" + name, TestContext.Current.CancellationToken);
    }

    private async Task<Post> ReadOneAsync(MadePost post, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        Assert.Single((await ReadAsync(PageMaker.App(post.Html()), name)).Posts);

    [Fact]
    public async Task A_community_above_a_post_is_neither_a_repost_nor_a_pin()
    {
        var post = await ReadOneAsync(Plain with { Social = """<a href="/i/communities/1506796400000000000" role="link"><span data-testid="socialContext"><span>Build in public</span></span></a>""" });

        Assert.Equal((false, null, false), (post.IsRepost, post.RepostedBy, post.IsPinned));
    }

    [Fact]
    public async Task A_quote_of_a_post_that_is_gone_is_no_quote_and_makes_no_reply()
    {
        const string Gone = """<div><div><article role="article"><div><span>This post is from an account that no longer exists. </span><a href="https://help.x.com/rules" dir="ltr">Learn more</a></div></article></div></div>""";

        foreach (var text in (string?[])["hello", null])
        {
            var post = await ReadOneAsync(Plain with { Text = text, AfterText = Gone });
            Assert.Equal((text ?? "", false, null, false), (post.Text, post.IsQuote, post.QuotedText, post.IsReply));
        }
    }

    [Fact]
    public async Task A_quote_inside_a_repost_keeps_all_three_people_apart()
    {
        var post = await ReadOneAsync(Plain with
        {
            Social = """<a href="/carl" role="link"><span data-testid="socialContext"><span>Carl hat repostet</span></span></a>""",
            AfterText = MadePost.Quote("bob", "Bob", "quoted"),
        });

        Assert.Equal(("ada", "carl", "bob"), (post.AuthorHandle, post.RepostedBy, post.QuotedAuthorHandle));
        Assert.Equal(("hello", "quoted"), (post.Text, post.QuotedText));
    }

    [Fact]
    public async Task An_edited_post_keeps_its_own_id_in_the_link_to_its_history()
    {
        var edited = Plain with
        {
            WithTime = false,
            AfterText = $"""<div><a href="/ada/status/{Plain.Id}/history" role="link"><span>Last edited</span><time datetime="2026-02-03T16:48:54.000Z">4:48 PM</time></a></div>""",
        };

        Assert.Equal((Plain.Id, "ada"), ((await ReadOneAsync(edited)).Id, (await ReadOneAsync(edited)).AuthorHandle));
    }

    [Theory]
    [InlineData("a poll", """<div data-testid="cardPoll"><div role="radiogroup"><div><span>@yes</span></div><div><span>@no</span></div></div><span>1,234 votes</span></div>""")]
    [InlineData("a link's card", """<div data-testid="card.wrapper"><a href="https://t.co/x" role="link"><span>example.org</span><span>@headline</span></a></div>""")]
    [InlineData("a Space", """<div data-testid="card.wrapper"><div role="link" tabindex="0"><span>Host</span><span>@host</span><span>A talk</span><button>Listen live</button></div></div>""")]
    [InlineData("a subscribers' post", """<div data-testid="placementTracking"><div role="link" tabindex="0"><span>Subscribe to unlock</span></div><button>Subscribe</button></div>""")]
    [InlineData("media with a description", """<div data-testid="tweetPhoto" aria-label="Image"><img alt="Replying to @bob, 31 likes" src=""></div>""")]
    public async Task What_hangs_below_a_post_is_no_text_no_quote_no_reply_and_no_advertisement(string name, string below)
    {
        foreach (var text in (string?[])["hello", null])
        {
            var post = await ReadOneAsync(Plain with { Text = text, AfterText = below });

            Assert.True((text ?? "", false, false, false) == (post.Text, post.IsQuote, post.IsReply, post.IsPromoted), $"{name}: {post}");
            Assert.Equal((1L, 2L, 3L, 5L), (post.Replies, post.Reposts, post.Likes, post.Views));
        }
    }

    [Fact]
    public async Task A_translated_post_is_read_as_it_is_shown()
    {
        var post = await ReadOneAsync(Plain with { Text = "Good morning", AfterText = """<div><span>Translated from Japanese</span><button>Show original</button></div><div lang="ja" dir="auto"><span>おはよう</span></div>""" });

        Assert.Equal(("Good morning", false), (post.Text, post.Truncated));
    }

    [Fact]
    public async Task The_lock_of_a_protected_account_is_seen_and_none_in_a_quote_counts()
    {
        const string Lock = """<svg data-testid="icon-lock" role="img" aria-label="Geschütztes Konto"></svg>""";
        var locked = Plain.Html().Replace("<span>Ada</span>", $"<span>Ada</span>{Lock}", StringComparison.Ordinal);
        var quoting = (Plain with { Id = MadePost.IdOf(2), AfterText = MadePost.Quote("bob", "Bob", "quoted").Replace("<span>Bob</span>", $"<span>Bob</span>{Lock}", StringComparison.Ordinal) }).Html();

        var report = await ReadAsync(PageMaker.App(locked + quoting));

        Assert.Equal([("Ada", true), ("Ada", false)], report.Posts.Select(post => (post.AuthorName, post.AuthorProtected)));
    }

    [Fact]
    public async Task A_half_loaded_page_gives_the_posts_that_are_whole()
    {
        var cut = Plain.Html()[..Plain.Html().IndexOf("User-Name", StringComparison.Ordinal)];

        var report = await ReadAsync(PageMaker.App((Plain with { Id = MadePost.IdOf(2) }).Html() + cut)[..^200]);

        Assert.Equal(MadePost.IdOf(2), report.Posts[0].Id);
        Assert.DoesNotContain(report.Posts, post => post.Id == Plain.Id);
    }

    [Fact]
    public async Task Links_hidden_parts_hashtag_pictures_and_line_breaks_stand_as_their_nodes_do()
    {
        const string Markup = """one<br>two</span><img alt="🎉" src=""><span> </span><a href="https://t.co/x"><span>https://</span>example.org/a<span>/rest</span><span>…</span></a><span> <a href="/hashtag/x">#x</a><img alt="" src="">""";

        Assert.Equal("one\ntwo🎉 https://example.org/a/rest… #x", (await ReadOneAsync(Plain with { Text = Markup })).Text);
    }
}
