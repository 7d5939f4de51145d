using System.Text.Json;
using System.Text.Json.Serialization;
using XBot.Testing;
using XBot.Testing.Pages;
using XBot.X.Browsers;
using XBot.X.Reading;
using XBot.X.Selectors;

namespace XBot.Bench.Reading;

/// <summary>Posts read from a page: every field of each, against a bare walk that takes one text of each part.</summary>
public sealed class DomRead : IBenchmark
{
    // What somebody writes in five minutes: no counts, no quotes told from authors, no advertisements told from posts.
    private const string Walk = """
        () => [...document.querySelectorAll('article[data-testid="tweet"]')].map((article) => ({
          link: article.querySelector('a[href*="/status/"]')?.getAttribute('href') ?? '',
          name: article.querySelector('[data-testid="User-Name"]')?.textContent ?? '',
          time: article.querySelector('time')?.getAttribute('datetime') ?? '',
          text: article.querySelector('[data-testid="tweetText"]')?.textContent ?? '',
          context: article.querySelector('[data-testid="socialContext"]')?.textContent ?? '',
          more: article.querySelector('[data-testid="tweet-text-show-more-link"]') !== null,
          replies: article.querySelector('[data-testid="reply"]')?.getAttribute('aria-label') ?? '',
          reposts: article.querySelector('[data-testid="retweet"]')?.getAttribute('aria-label') ?? '',
          likes: article.querySelector('[data-testid="like"]')?.getAttribute('aria-label') ?? '',
          views: article.querySelector('a[href$="/analytics"]')?.getAttribute('aria-label') ?? '',
          label: article.querySelector('[role="group"]')?.getAttribute('aria-label') ?? '',
        }))
        """;

    public string Name => "dom-read";

    public string Compares => "reading every field of each post of a page in Chrome, against a bare querySelectorAll walk that takes the first match of each part";

    public double? Goal => 2;

    public bool Large => false;

    public async Task<Comparison> RunAsync(double scale, CancellationToken ct)
    {
        var posts = Math.Max(3, (int)(600 * scale));
        await using var server = await PageServer.StartAsync();
        server.Serve("/home", PageMaker.App(string.Concat(Enumerable.Range(1, posts).Select(Post))));
        await using var chrome = await ChromeFixture.StartAsync(ct: ct);
        await chrome.Page.NavigateAsync(new Uri(server.Url, "/home"), TimeSpan.FromSeconds(60), ct);
        var reader = new DomReader(new SitePage(chrome.Keeper), SelectorBook.Default);
        var (ours, floor) = await Rounds.CompareAsync(
            Math.Max(2, (int)(60 * scale)),
            async () => Expect(posts, (await reader.ReadAsync(ct)).Posts.Count),
            async () => Expect(posts, (await chrome.Page.CallAsync(Walk, null, WalkJson.Default.IReadOnlyListWalked, TimeSpan.FromSeconds(60), ct)).Count));
        return new Comparison(ours / posts, floor / posts, "µs per post", $"{posts} posts a page, a third with a quote");
    }

    private static string Post(int n) =>
        new MadePost { Id = MadePost.IdOf(n), Text = $"post {n} <a href=\"/tag\">#tag</a> with some words of a usual length", AfterText = n % 3 == 0 ? MadePost.Quote("bob", "Bob", "quoted") : "" }.Html();

    private static void Expect(int posts, int read)
    {
        if (posts != read)
            throw new InvalidOperationException($"{read} of {posts} posts were read");
    }
}

internal sealed record Walked(string Link, string Name, string Time, string Text, string Context, bool More, string Replies, string Reposts, string Likes, string Views, string Label);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<Walked>))]
internal sealed partial class WalkJson : JsonSerializerContext;
