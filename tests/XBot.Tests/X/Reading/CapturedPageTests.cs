using System.Globalization;
using System.Text.Json.Nodes;
using XBot.Core.Posts;
using XBot.Core.Sessions;

namespace XBot.Tests.X.Reading;

[Collection(BrowserCollectionDefinition.Name)]
public sealed class CapturedPageTests(BrowserFixture browser)
{
    /// <summary>What the table says of each page's session; a fragment or focus page without a marker is UNKNOWN.</summary>
    private static readonly Dictionary<string, SessionState> States = new(StringComparer.Ordinal)
    {
        ["article-embeds-zh-2026-05-a"] = SessionState.Unknown,
        ["article-status-2026-02"] = SessionState.Ok,
        ["boot-shell-2025-11-04"] = SessionState.NotRendering,
        ["cell-quote-2025-10"] = SessionState.Unknown,
        ["cells-thread-2023"] = SessionState.Unknown,
        ["login-flow-2026-02-03"] = SessionState.LoggedOut,
        ["posts-mixed-2023"] = SessionState.Unknown,
        ["profile-loggedout-2025"] = SessionState.LoggedOut,
        ["profile-loggedout-pinned"] = SessionState.LoggedOut,
        ["search-2026-02-03-a"] = SessionState.Ok,
        ["search-2026-02-03-b"] = SessionState.Ok,
        ["search-2026-02-03-e"] = SessionState.Ok,
        ["status-notfound-2026"] = SessionState.Ok,
        ["status-quote-cookiebanner-2025-11"] = SessionState.LoggedOut,
    };

    private static readonly string[] Handles = ["kepano", "Signal_Synapse", "Anony_Trading"];

    public static TheoryData<string> Pages() => [.. States.Keys];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_post_of_a_saved_page_equals_the_truth_field_for_field(string name)
    {
        var folder = SharedFiles.Folder("x-captures");
        var truth = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, name + ".truth.json"), TestContext.Current.CancellationToken))!["posts"]!.AsArray();
        browser.Server.Serve("/" + name, await File.ReadAllTextAsync(Path.Combine(folder, name + ".html"), TestContext.Current.CancellationToken));

        var report = await browser.Readers().Posts.ReadPageAsync("/" + name, TestContext.Current.CancellationToken);

        Assert.Equal(truth.Count, report.Posts.Count);
        foreach (var (expected, post) in truth.Zip(report.Posts))
            Assert.Equal(expected!.ToJsonString(), Fields(post).ToJsonString());
        Assert.All(report.Posts, post => Assert.Equal(name == "article-embeds-zh-2026-05-a", post.IsEmbed));
        Assert.All(report.Posts, post => Assert.False(post.AuthorProtected));
        // No real page looks like one that drifted.
        var shown = await browser.Readers().Dom.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Empty(shown.Torn);
        Assert.True(shown.Posts.Count < 3 || shown.Answerable * 2 > shown.Posts.Count, $"{shown.Answerable} of {shown.Posts.Count} posts have a reply button");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_sessions_state_on_a_saved_page_is_that_of_the_table(string name)
    {
        var html = await File.ReadAllTextAsync(Path.Combine(SharedFiles.Folder("x-captures"), name + ".html"), TestContext.Current.CancellationToken);
        await using var server = await PageServer.StartAsync();
        server.Serve("/home", html);

        var report = await browser.Readers(server.Url).Session.LoadAsync(TestContext.Current.CancellationToken);

        Assert.True(States[name] == report.State, $"{report.State}: {report.Reason}");
        if (report.State == SessionState.Ok)
            Assert.Contains(report.Handle, Handles);
        Assert.True(new FileInfo(report.Artifacts!.Screenshot!).Length > 0);
        Assert.True(new FileInfo(report.Artifacts.Html!).Length > 0);
    }

    [Fact]
    public void No_capture_is_forgotten()
    {
        SharedFiles.Folder("x-captures");
        Assert.Equal(States.Keys.Order(StringComparer.Ordinal), SharedFiles.Pages());
    }

    private static JsonObject Fields(Post post) => new()
    {
        ["id"] = post.Id,
        ["authorHandle"] = post.AuthorHandle,
        ["authorName"] = post.AuthorName,
        ["postedAt"] = post.PostedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["text"] = post.Text,
        ["truncated"] = post.Truncated,
        ["replies"] = post.Replies,
        ["reposts"] = post.Reposts,
        ["likes"] = post.Likes,
        ["views"] = post.Views,
        ["isReply"] = post.IsReply,
        ["isRepost"] = post.IsRepost,
        ["repostedBy"] = post.RepostedBy,
        ["isQuote"] = post.IsQuote,
        ["quotedAuthorHandle"] = post.QuotedAuthorHandle,
        ["quotedText"] = post.QuotedText,
        ["isPinned"] = post.IsPinned,
        ["isPromoted"] = post.IsPromoted,
        ["permalink"] = post.Permalink,
        ["lang"] = post.Lang,
    };
}
