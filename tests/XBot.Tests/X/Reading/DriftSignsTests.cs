using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using XBot.Core.Harvesting;
using XBot.Testing;
using XBot.X.Reading;

namespace XBot.Tests.X.Reading;

/// <summary>Page and network against each other, in a real browser.</summary>
[Collection(BrowserCollectionDefinition.Name)]
public sealed class DriftSignsTests(BrowserFixture browser) : IAsyncDisposable
{
    private readonly PageServer server = PageServer.StartAsync().GetAwaiter().GetResult();
    private readonly string profile = Directory.CreateTempSubdirectory("xbot-drift-").FullName;

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        TempFolder.Remove(profile);
    }

    private static MadePost Row(int n) => new() { Id = AnswerMaker.Id(n), Text = $"cut {n}" };

    private static JsonObject Told(int n, string handle = "ada") => AnswerMaker.Tweet(n, handle, $"whole {n}");

    /// <param name="told">What the network says; null: of the same five posts.</param>
    private async Task<HarvestReport> ReadAsync(Func<int, string> row, Func<JsonObject[]>? told = null, string? selectors = null)
    {
        var answer = AnswerMaker.Home([.. (told?.Invoke() ?? [.. Enumerable.Range(1, 5).Select(n => Told(n))]).Select(tweet => AnswerMaker.Entry(tweet))]);
        new ScriptedApp([.. Enumerable.Range(1, 5).Select(row)], _ => (200, answer)).ServeOn(server);
        string? file = null;
        if (selectors is not null)
            await File.WriteAllTextAsync(file = Path.Combine(profile, "selectors.json"), selectors, TestContext.Current.CancellationToken);
        var reader = browser.Readers(server.Url, profileDir: profile, selectors: file, reading: ReadingOptions.For(new(server.Url)) with
        {
            LoadDeadline = TimeSpan.FromSeconds(30),
            ContentDeadline = TimeSpan.FromSeconds(5),
            ScrollDeadline = TimeSpan.FromSeconds(3),
        }).Posts;
        return await reader.ReadAsync(new HarvestSource(HarvestKind.Home), new HarvestBounds(MaxScrolls: 6, Afresh: true), TestContext.Current.CancellationToken);
    }

    private static void Shows(HarvestReport report, string name, bool touchesPosting = true)
    {
        Assert.Equal([(name, touchesPosting)], report.Drift.Select(sign => (sign.Name, sign.TouchesPosting)));
        Assert.True(File.Exists(report.Artifacts?.Screenshot) && File.Exists(report.Artifacts.Html), "the page was not kept");
    }

    [Fact]
    public async Task A_page_that_agrees_shows_no_sign_and_leaves_no_evidence()
    {
        var report = await ReadAsync(n => Row(n).Html());

        Assert.True(report.Fresh && report.Look.Conclusive);
        Assert.Empty(report.Drift);
        Assert.Null(report.Artifacts);
    }

    [Fact]
    public async Task Another_author_is_a_sign() =>
        Shows(await ReadAsync(n => Row(n).Html(), () => [Told(1), Told(2, "mallory"), Told(3)]), "author");

    [Fact]
    public async Task A_link_that_names_another_author_than_the_post_is_a_sign() =>
        Shows(await ReadAsync(n => n == 2 ? Row(n).Html().Replace($"/ada/status/{AnswerMaker.Id(2)}\"", $"/bob/status/{AnswerMaker.Id(2)}\"", StringComparison.Ordinal) : Row(n).Html(), () => [Told(1), Told(3)]), "permalink");

    [Fact]
    public async Task Ids_that_have_nothing_in_common_are_a_sign() =>
        Shows(await ReadAsync(n => Row(n).Html(), () => [Told(11), Told(12), Told(13)]), "id");

    [Fact]
    public async Task Our_account_under_another_name_is_a_sign()
    {
        server.Serve("/cookie", context =>
        {
            context.Response.Headers.SetCookie = "twid=u%3D7; Path=/; Max-Age=" + context.Request.Query["lasts"];
            return context.Response.WriteAsync("x");
        });
        await CookieAsync(lasts: 600);

        // The answers' author 7 is we: @demo in the navigation, @ada in the network.
        var report = await ReadAsync(n => Row(n).Html());

        await CookieAsync(lasts: 0);
        Shows(report, "own_account");
    }

    private Task CookieAsync(int lasts) => browser.Page.NavigateAsync(new Uri(server.Url, $"/cookie?lasts={lasts}"), TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("text", "text", true)]
    [InlineData("replyButton", "replyButton", true)]
    [InlineData("actions", "actions", false)]
    [InlineData("post", "post", true)]
    [InlineData("time", "userName, time", true)]
    public async Task A_selector_that_matches_no_more_is_a_sign(string selector, string sign, bool touchesPosting) =>
        Shows(await ReadAsync(n => Row(n).Html(), selectors: $$"""{"{{selector}}": "[data-testid='gone']"}"""), sign, touchesPosting);

    [Fact]
    public async Task Most_posts_without_a_time_are_a_sign_and_one_is_none()
    {
        Shows(await ReadAsync(n => (Row(n) with { WithTime = n == 1 }).Html()), "userName, time");
        Assert.Empty((await ReadAsync(n => (Row(n) with { WithTime = n != 1 }).Html())).Drift);
    }

    [Fact]
    public async Task Text_figures_and_cuts_differ_by_design_and_are_no_sign()
    {
        var report = await ReadAsync(n => (Row(n) with { Text = "übersetzt", Label = "9 replies, 9 reposts, 9 likes, 9 bookmarks, 9 views", AfterText = """<button data-testid="tweet-text-show-more-link">more</button>""" }).Html());

        Assert.Empty(report.Drift);
    }
}
