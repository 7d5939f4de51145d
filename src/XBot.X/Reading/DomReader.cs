using XBot.Core.Posts;
using XBot.X.Browsers;
using XBot.X.Selectors;

namespace XBot.X.Reading;

/// <summary>Reads what the page shows: every post in document order, in one call inside the page.</summary>
public sealed class DomReader(SitePage page, SelectorBook book)
{
    private static readonly string Script = PageScript.Load("Reading/posts.js");

    /// <summary>Every post of the page as it stands, embedded ones included. Throws <see cref="Core.Browsers.BrowserLostException"/>; never for what the page shows.</summary>
    public async Task<DomPage> ReadAsync(CancellationToken ct)
    {
        var reading = await page.CallAsync(Script, book.Argument, ReadingJson.Default.DomReading, ct).ConfigureAwait(false);
        var posts = reading.Posts.Select(post => post.ToPost()).OfType<Post>().ToArray();
        return new DomPage(posts, reading.Articles, reading.Articles - posts.Length, reading.Cells);
    }
}

/// <param name="Posts">In document order, as often as the page shows them.</param>
/// <param name="Articles">Posts in the DOM, whether they could be read or not.</param>
/// <param name="Unreadable">Those that lack an id, an author or a time of their own.</param>
/// <param name="Cells">Rows of virtualised lists.</param>
public sealed record DomPage(IReadOnlyList<Post> Posts, int Articles, int Unreadable, int Cells)
{
    public static readonly DomPage Nothing = new([], 0, 0, 0);
}
