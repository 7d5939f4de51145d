using XBot.Core.Browsers;
using XBot.Core.Posting;
using XBot.Core.Replies;
using XBot.Core.Sessions;

namespace XBot.Tests.CoreRules.Posting;

/// <summary>Replies whose page is not served, or not understood: how often they are tried, and who goes first.</summary>
public sealed class FailedPreparationsTests
{
    private static readonly Preparation Away = new Preparation.NotReady("HTTP 503", SiteAway: true);
    private static readonly Preparation Own = new Preparation.NotReady("another text");

    [Fact]
    public async Task One_page_that_is_not_served_holds_nobody_up_and_is_given_up_by_what_the_others_showed()
    {
        await using var desk = await SendDesk.WithAsync(replies: 4);
        desk.Page = reply => reply.Id == 1 ? Away : null;
        List<(int Confirmed, int Failed)> runs = [];
        for (var run = 0; run < 6; run++)
        {
            var report = await desk.RunAsync();
            runs.Add((report.Confirmed, report.Failed));
            desk.Time.Advance(TimeSpan.FromMinutes(1));
        }

        // The best one first, then each of the others, then the best one again, which is alone now.
        Assert.Equal([(0, 0), (1, 0), (1, 0), (1, 0), (0, 0), (0, 0)], runs);
        Assert.Equal([ReplyState.NotSent, ReplyState.Confirmed, ReplyState.Confirmed, ReplyState.Confirmed], await desk.StatesAsync());
        desk.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(1, (await desk.RunAsync()).Failed);
        Assert.Equal("HTTP 503 (4 tries)", (await desk.ReplyAsync(1)).Note);
    }

    [Fact]
    public async Task A_page_that_takes_the_browser_down_waits_behind_the_others_and_is_given_up()
    {
        await using var desk = await SendDesk.WithAsync(replies: 4);
        desk.Page = reply => reply.Id == 1 ? throw new BrowserLostException("the page crashed") : null;
        await Assert.ThrowsAsync<BrowserLostException>(desk.RunAsync);
        for (var run = 0; run < 3; run++)
            Assert.Equal(1, (await desk.RunAsync()).Confirmed);
        Assert.Equal([ReplyState.Approved, ReplyState.Confirmed, ReplyState.Confirmed, ReplyState.Confirmed], await desk.StatesAsync());

        for (var run = 0; run < 3; run++)
        {
            desk.Time.Advance(TimeSpan.FromMinutes(20));
            await Assert.ThrowsAsync<BrowserLostException>(desk.RunAsync);
        }

        Assert.Equal((ReplyState.Failed, "the page crashed (4 tries)"), ((await desk.ReplyAsync(1)).State, (await desk.ReplyAsync(1)).Note));
        Assert.Equal((3, 4), (desk.Clicks, desk.Abandoned));
    }

    [Fact]
    public async Task A_site_that_is_away_gives_each_its_turn_and_serves_the_best_one_first_when_it_is_back()
    {
        await using var desk = await SendDesk.WithAsync(replies: 3);
        List<long> asked = [];
        desk.Page = reply =>
        {
            asked.Add(reply.Id);
            return asked.Count <= 6 ? Away : null;
        };
        for (var run = 0; run < 9; run++)
        {
            await desk.RunAsync();
            desk.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([1, 2, 3, 1, 2, 3, 1, 2, 3], asked);
        Assert.All(await desk.StatesAsync(), state => Assert.Equal(ReplyState.Confirmed, state));
    }

    [Fact]
    public async Task A_page_that_is_not_served_while_others_are_does_not_have_half_an_hour()
    {
        await using var desk = await SendDesk.WithAsync(replies: 5);
        // Two bad ones: each round of theirs has a good one in it.
        desk.Page = reply => reply.Id == 1 ? Away : reply.Id == 2 ? Own : null;
        for (var run = 0; run < 12 && (await desk.ReplyAsync(1)).State != ReplyState.Failed; run++)
        {
            await desk.RunAsync();
            desk.Time.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Equal([ReplyState.Failed, ReplyState.Failed, ReplyState.Confirmed, ReplyState.Confirmed, ReplyState.Confirmed], await desk.StatesAsync());
        Assert.Equal(("HTTP 503 (4 tries)", "another text (3 tries)"), ((await desk.ReplyAsync(1)).Note, (await desk.ReplyAsync(2)).Note));
    }

    [Fact]
    public async Task A_site_that_is_away_spends_no_try_for_half_an_hour_and_then_does()
    {
        await using var desk = await SendDesk.WithAsync(replies: 1);
        desk.Prepares(Enumerable.Repeat(Away, 9));
        for (var minute = 0; minute < 28; minute += 4)
        {
            await desk.RunAsync();
            desk.Time.Advance(TimeSpan.FromMinutes(4));
        }

        Assert.Equal(ReplyState.NotSent, (await desk.ReplyAsync(1)).State);
        desk.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(1, (await desk.RunAsync()).Failed);
        var reply = await desk.ReplyAsync(1);
        Assert.Equal((0, ReplyState.Failed, "HTTP 503 (8 tries)"), (desk.Clicks, reply.State, reply.Note));
    }

    [Fact]
    public async Task An_outage_and_a_page_that_is_not_understood_are_counted_apart()
    {
        await using var desk = await SendDesk.WithAsync(replies: 1);
        desk.Prepares(Away, Away, Own, new Preparation.SessionLost(SessionState.RateLimited, "HTTP 429"), Own);
        await RunsAsync(5, TimeSpan.FromMinutes(1));
        Assert.Equal(ReplyState.NotSent, (await desk.ReplyAsync(1)).State);

        // Hours of something else lie between two outages.
        desk.Prepares(Away, Away);
        await RunsAsync(2, TimeSpan.FromHours(6));
        desk.Prepares(Away, Away);
        await RunsAsync(2, TimeSpan.FromMinutes(1));
        Assert.Equal(ReplyState.NotSent, (await desk.ReplyAsync(1)).State);

        desk.Prepares(Own);
        await RunsAsync(1, TimeSpan.Zero);
        Assert.Equal((ReplyState.Failed, "another text (3 tries)"), ((await desk.ReplyAsync(1)).State, (await desk.ReplyAsync(1)).Note));

        async Task RunsAsync(int runs, TimeSpan between)
        {
            for (var run = 0; run < runs; run++)
            {
                await desk.RunAsync();
                desk.Time.Advance(between);
            }
        }
    }

    [Fact]
    public async Task A_page_that_is_not_understood_spends_three()
    {
        await using var desk = await SendDesk.WithAsync(replies: 1);
        desk.Prepares(Enumerable.Repeat(Own, 3));
        for (var run = 0; run < 3; run++)
            await desk.RunAsync();
        Assert.Equal(ReplyState.Failed, (await desk.ReplyAsync(1)).State);
    }
}
