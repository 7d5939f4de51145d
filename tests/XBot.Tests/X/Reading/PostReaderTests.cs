using System.Text.Json.Nodes;
using XBot.Core.Harvesting;
using XBot.X.Reading;

namespace XBot.Tests.X.Reading;

[Collection(BrowserCollectionDefinition.Name)]
public sealed class PostReaderTests(BrowserFixture browser) : IAsyncDisposable
{
    private static readonly HarvestSource Home = new(HarvestKind.Home);

    private readonly PageServer server = PageServer.StartAsync().GetAwaiter().GetResult();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private PostReader Reader() => browser.Readers(server.Url, reading: ReadingOptions.For(new(server.Url)) with
    {
        LoadDeadline = TimeSpan.FromSeconds(30),
        ContentDeadline = TimeSpan.FromSeconds(15),
        ScrollDeadline = TimeSpan.FromSeconds(3),
    }).Posts;

    private static string[] Rows(int count) =>
        [.. Enumerable.Range(1, count).Select(n => new MadePost { Id = AnswerMaker.Id(n), Text = $"cut {n}" }.Html())];

    private static string Answer(int cursor, Func<int, JsonObject>? make = null) =>
        AnswerMaker.Home([.. Enumerable.Range(cursor + 1, 10).Select(n => AnswerMaker.Entry((make ?? Whole)(n)))]);

    private static JsonObject Whole(int n) => AnswerMaker.Tweet(n, "ada", $"whole {n}");

    [Fact]
    public async Task A_virtualised_list_is_scrolled_without_missing_or_doubling_a_post()
    {
        new ScriptedApp(Rows(40), cursor => (200, Answer(cursor))).ServeOn(server);

        var report = await Reader().ReadAsync(Home, new HarvestBounds(MaxPosts: 100, MaxScrolls: 60, TimeSpan.FromMinutes(2)), TestContext.Current.CancellationToken);

        Assert.Equal(HarvestOutcome.Read, report.Outcome);
        Assert.Null(report.Detail);
        Assert.Equal(Enumerable.Range(1, 40).Select(AnswerMaker.Id), report.Posts.Select(post => post.Id));
        // The page says what is there, the network says it exactly.
        Assert.Equal(Enumerable.Range(1, 40).Select(n => $"whole {n}"), report.Posts.Select(post => post.Text));
        Assert.All(report.Posts, post => Assert.Equal(27014, post.Views));
    }

    [Fact]
    public async Task The_bounds_on_posts_and_scrolls_hold()
    {
        new ScriptedApp(Rows(40), cursor => (200, Answer(cursor))).ServeOn(server);

        var few = await Reader().ReadAsync(Home, new HarvestBounds(MaxPosts: 7), TestContext.Current.CancellationToken);
        var unscrolled = await Reader().ReadAsync(Home, new HarvestBounds(MaxScrolls: 0), TestContext.Current.CancellationToken);

        Assert.Equal(7, few.Posts.Count);
        Assert.InRange(unscrolled.Posts.Count, 1, 10);
    }

    [Fact]
    public async Task The_bound_on_time_holds_while_new_posts_still_come()
    {
        new ScriptedApp(Rows(400), cursor => (200, Answer(cursor))).ServeOn(server);

        var report = await Reader().ReadAsync(Home, new HarvestBounds(MaxPosts: 10_000, MaxScrolls: 10_000, TimeSpan.FromSeconds(2)), TestContext.Current.CancellationToken);

        Assert.Equal(HarvestOutcome.Read, report.Outcome);
        Assert.InRange(report.Posts.Count, 1, 399);
        Assert.Equal(report.Posts.Count, report.Posts.Select(post => post.Id).Distinct().Count());
    }

    [Fact]
    public async Task Home_that_was_left_far_down_is_read_from_its_top()
    {
        new ScriptedApp(Rows(40), cursor => (200, Answer(cursor))).ServeOn(server);
        var bounds = new HarvestBounds(MaxPosts: 30, MaxScrolls: 40, TimeSpan.FromMinutes(2));

        Assert.Equal(30, (await Reader().ReadAsync(Home, bounds, TestContext.Current.CancellationToken)).Posts.Count);
        var again = await Reader().ReadAsync(Home, new HarvestBounds(MaxScrolls: 0), TestContext.Current.CancellationToken);

        Assert.False(again.Fresh);
        Assert.Equal(AnswerMaker.Id(1), again.Posts[0].Id);
    }

    [Fact]
    public async Task Home_is_reached_inside_the_app_where_it_is_alive()
    {
        new ScriptedApp(Rows(5), cursor => (200, Answer(cursor))).ServeOn(server, "/demo");

        await Reader().ReadPageAsync("/demo", TestContext.Current.CancellationToken);
        var report = await Reader().ReadAsync(Home, new HarvestBounds(MaxScrolls: 0), TestContext.Current.CancellationToken);

        Assert.EndsWith("/home", report.Url, StringComparison.Ordinal);
        Assert.Equal(HarvestOutcome.Read, report.Outcome);
        Assert.DoesNotContain("/home", server.Requests);
    }

    [Fact]
    public async Task What_the_page_never_showed_is_not_in_the_report_and_what_the_network_never_told_is_as_shown()
    {
        new ScriptedApp(Rows(5), _ => (200, AnswerMaker.Home(AnswerMaker.Entry(Whole(2)), AnswerMaker.Entry(Whole(77))))).ServeOn(server);

        var report = await Reader().ReadAsync(Home, new HarvestBounds(), TestContext.Current.CancellationToken);

        Assert.Equal(["cut 1", "whole 2", "cut 3", "cut 4", "cut 5"], report.Posts.Select(post => post.Text));
    }

    [Fact]
    public async Task A_post_whose_author_page_and_network_tell_differently_is_left_out_and_reported()
    {
        new ScriptedApp(Rows(5), _ => (200, AnswerMaker.Home(AnswerMaker.Entry(AnswerMaker.Tweet(2, "mallory", "not hers"))))).ServeOn(server);

        var report = await Reader().ReadAsync(Home, new HarvestBounds(), TestContext.Current.CancellationToken);

        Assert.Equal(4, report.Posts.Count);
        Assert.Contains($"page and network disagree on the author of {AnswerMaker.Id(2)} (ada, mallory)", report.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_advertisement_is_one_when_either_side_says_so_and_limited_replies_come_from_the_network()
    {
        string[] rows = [MadePost.Advertisement(new MadePost { Id = AnswerMaker.Id(1) }.Html()), .. Rows(3)[1..]];
        new ScriptedApp(rows, _ => (200, AnswerMaker.Home(
            AnswerMaker.Entry(Whole(1)), AnswerMaker.Entry(Whole(2), promoted: true),
            AnswerMaker.Entry(AnswerMaker.Tweet(3, "ada", "x", new JsonObject { ["conversation_control"] = new JsonObject() }))))).ServeOn(server);

        var report = await Reader().ReadAsync(Home, new HarvestBounds(), TestContext.Current.CancellationToken);

        Assert.Equal([(true, false), (true, false), (false, true)], report.Posts.Select(post => (post.IsPromoted, post.RepliesRestricted)));
    }

    [Fact]
    public async Task Embedded_posts_are_on_the_page_and_never_in_a_source()
    {
        string[] rows = [$"""<div data-testid="simpleTweet">{new MadePost { Id = AnswerMaker.Id(1) }.Html()}</div>""", Rows(2)[1]];
        new ScriptedApp(rows, _ => (200, "{}")).ServeOn(server);

        var source = await Reader().ReadAsync(Home, new HarvestBounds(), TestContext.Current.CancellationToken);
        var page = await Reader().ReadPageAsync("/home", TestContext.Current.CancellationToken);

        Assert.Equal([AnswerMaker.Id(2)], source.Posts.Select(post => post.Id));
        Assert.Equal([true, false], page.Posts.Select(post => post.IsEmbed));
    }

    [Fact]
    public async Task Handles_and_queries_are_loaded_at_their_addresses()
    {
        server.Serve("/ada_l", PageMaker.App(Rows(1)[0]));
        server.Serve("/search", PageMaker.App(Rows(2)[1]));

        var handle = await Reader().ReadAsync(new HarvestSource(HarvestKind.Handle, "@ada_l"), new HarvestBounds(), TestContext.Current.CancellationToken);
        var query = await Reader().ReadAsync(new HarvestSource(HarvestKind.Query, "c# lang:en"), new HarvestBounds(), TestContext.Current.CancellationToken);

        Assert.Equal("cut 1", Assert.Single(handle.Posts).Text);
        Assert.Equal("cut 2", Assert.Single(query.Posts).Text);
        Assert.EndsWith("/search?q=c%23%20lang%3Aen&src=typed_query&f=live", query.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_empty_refused_or_never_comes_up_is_told_as_such()
    {
        async Task<HarvestReport> ReadAsync(string path, string html, int status = 200)
        {
            server.Serve(path, html, status);
            return await Reader().ReadAsync(new HarvestSource(HarvestKind.Handle, path[1..]), new HarvestBounds(), TestContext.Current.CancellationToken);
        }

        Assert.Equal(HarvestOutcome.Empty, (await ReadAsync("/empty", PageMaker.App("""<div data-testid="emptyState">Nothing to see here</div>"""))).Outcome);
        Assert.Equal(HarvestOutcome.NeverLoaded, (await ReadAsync("/shell", "<!DOCTYPE html><div id=\"react-root\"></div>")).Outcome);
        Assert.Equal(HarvestOutcome.NeverLoaded, (await ReadAsync("/broken", "", 503)).Outcome);
        var refused = await ReadAsync("/out", PageMaker.App(Rows(1)[0], """<a href="/login" data-testid="login">Log in</a>"""));
        Assert.Equal(HarvestOutcome.SessionRefused, refused.Outcome);
        Assert.Empty(refused.Posts);
        Assert.Equal("The page offers the login.", refused.Detail);
    }

    [Fact]
    public async Task A_session_that_ends_while_reading_makes_the_report_partial()
    {
        new ScriptedApp(Rows(30), cursor => cursor < 10 ? (200, Answer(cursor)) : (429, "{}")).ServeOn(server);

        var readers = browser.Readers(server.Url, reading: ReadingOptions.For(new XBot.Core.Settings.Site(server.Url)) with { LoadDeadline = TimeSpan.FromSeconds(30), ContentDeadline = TimeSpan.FromSeconds(15) });
        var report = await readers.Posts.ReadAsync(Home, new HarvestBounds(MaxScrolls: 30), TestContext.Current.CancellationToken);

        Assert.Equal(HarvestOutcome.Partial, report.Outcome);
        Assert.Equal(10, report.Posts.Count);
        Assert.Equal("X limits our calls: HTTP 429 on HomeTimeline.", report.Detail);
        Assert.Equal(XBot.Core.Sessions.SessionState.RateLimited, (await readers.Session.LookAsync(TestContext.Current.CancellationToken)).State);
    }
}
