using XBot.Chrome;
using XBot.Core.Posts;

namespace XBot.X.Reading;

/// <summary>
/// Gathers a source's posts over many looks at the page, each id once in the order of its first appearance, and takes the
/// network's word on them where there is one. The page stays the witness: what it never showed is not in the result.
/// </summary>
internal sealed class PostMerge
{
    private readonly Dictionary<string, Post> seen = new(StringComparer.Ordinal);
    private readonly List<string> order = [];
    private readonly SortedSet<string> torn = new(StringComparer.Ordinal);
    private int unreadable;
    private int articles;
    private int answerable;

    public int Count => seen.Values.Count(post => !post.IsEmbed);

    /// <summary>True when the page showed a post that it had not shown before.</summary>
    public bool Add(DomPage page)
    {
        unreadable = Math.Max(unreadable, page.Unreadable);
        articles = Math.Max(articles, page.Articles);
        answerable = Math.Max(answerable, page.Answerable);
        torn.UnionWith(page.Torn);
        var before = order.Count;
        foreach (var post in page.Posts)
        {
            // The same post may be a row and an embed, or a row and a repost of it: the row that says less against it is not believed.
            if (!seen.TryGetValue(post.Id, out var known))
                order.Add(post.Id);
            seen[post.Id] = known is null ? post : known with { IsPromoted = known.IsPromoted || post.IsPromoted, IsReply = known.IsReply || post.IsReply };
        }
        return order.Count > before;
    }

    public MergedPosts With(IReadOnlyList<NetworkExchange> exchanges)
    {
        var answers = new Dictionary<string, Post>(StringComparer.Ordinal);
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        var handles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var exchange in exchanges)
        {
            if (exchange is not { Status: 200, Body: { } body })
                continue;
            var page = NetworkReader.Read(body);
            missing.UnionWith(page.Missing);
            foreach (var (account, handle) in page.Handles)
                handles[account] = handle;
            foreach (var post in page.Posts)
                answers[post.Id] = answers.TryGetValue(post.Id, out var other) ? post with { IsPromoted = post.IsPromoted || other.IsPromoted } : post;
        }
        var posts = new List<Post>();
        var disagreements = new List<string>();
        var pairs = new List<(Post Shown, Post Told)>();
        foreach (var id in order)
        {
            var shown = seen[id];
            if (!answers.TryGetValue(id, out var told))
            {
                posts.Add(shown);
                continue;
            }
            pairs.Add((shown, told));
            if (!string.Equals(shown.AuthorHandle, told.AuthorHandle, StringComparison.OrdinalIgnoreCase))
                // Whose post it is must be certain: one of the two readings is wrong, and nobody knows which.
                disagreements.Add($"the author of {id} ({shown.AuthorHandle}, {told.AuthorHandle})");
            else
                posts.Add(Together(shown, told));
        }
        return new MergedPosts(posts, unreadable, disagreements, missing)
        {
            Articles = articles,
            Answerable = answerable,
            Torn = torn,
            Shown = order.Count,
            Told = [.. answers.Values],
            Pairs = pairs,
            Handles = handles,
        };
    }

    // What speaks against a post counts from either side.
    private static Post Together(Post shown, Post told) => told with
    {
        IsPromoted = shown.IsPromoted || told.IsPromoted,
        IsPinned = shown.IsPinned || told.IsPinned,
        IsReply = shown.IsReply || told.IsReply,
        IsEmbed = shown.IsEmbed,
        AuthorProtected = shown.AuthorProtected || told.AuthorProtected,
        IsRepost = shown.IsRepost || told.IsRepost,
        RepostedBy = shown.RepostedBy ?? told.RepostedBy,
        IsQuote = shown.IsQuote || told.IsQuote,
        QuotedAuthorHandle = told.QuotedAuthorHandle ?? shown.QuotedAuthorHandle,
        QuotedText = told.QuotedText ?? shown.QuotedText,
    };
}
