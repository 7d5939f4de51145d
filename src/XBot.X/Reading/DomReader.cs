using XBot.Core.Posts;
using XBot.X.Browsers;
using XBot.X.Selectors;

namespace XBot.X.Reading;

/// <summary>Reads what the page shows: every post in document order, in one call inside the page.</summary>
public sealed class DomReader(SitePage page, SelectorBook book)
{
    private static readonly string Script = PageScript.Load("Reading/posts.js");
    private static readonly string Links = PageScript.Load("Reading/links.js");

    /// <summary>Ids of all posts that the page links to, read as posts or not. For a page on which the reader finds none.</summary>
    public Task<IReadOnlyList<string>> LinkedIdsAsync(CancellationToken ct) => page.CallAsync(Links, book.Argument, ReadingJson.Default.IReadOnlyListString, ct);

    /// <summary>Every post of the page as it stands, embedded ones included. Throws <see cref="Core.Browsers.BrowserLostException"/>; never for what the page shows.</summary>
    public async Task<DomPage> ReadAsync(CancellationToken ct)
    {
        var reading = await page.CallAsync(Script, book.Argument, ReadingJson.Default.DomReading, ct).ConfigureAwait(false);
        var posts = reading.Posts.Select(post => post.ToPost()).OfType<Post>().ToArray();
        return new DomPage(posts, reading.Articles, reading.Articles - reading.Ads - posts.Length, reading.Cells) { Answerable = reading.Answerable, Torn = reading.Torn };
    }
}

/// <param name="Posts">In document order, as often as the page shows them.</param>
/// <param name="Articles">Posts in the DOM, whether they could be read or not.</param>
/// <param name="Unreadable">Those that lack an id, an author or a time of their own, and are no advertisement without a link to itself.</param>
/// <param name="Cells">Rows of virtualised lists.</param>
public sealed record DomPage(IReadOnlyList<Post> Posts, int Articles, int Unreadable, int Cells)
{
    public static readonly DomPage Nothing = new([], 0, 0, 0);

    /// <summary>Posts with a reply button of their own.</summary>
    public int Answerable { get; init; }

    /// <summary>Ids of posts whose own link names another author than they do.</summary>
    public IReadOnlyList<string> Torn { get; init; } = [];
}
