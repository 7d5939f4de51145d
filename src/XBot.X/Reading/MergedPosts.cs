using XBot.Core.Posts;

namespace XBot.X.Reading;

/// <param name="Unreadable">Posts of the page without an id, author or time, at most at once.</param>
/// <param name="Disagreements">Where page and network name different authors: such a post is left out.</param>
/// <param name="Missing">Essential fields that answers lacked.</param>
internal sealed record MergedPosts(IReadOnlyList<Post> Posts, int Unreadable, IReadOnlyList<string> Disagreements, IReadOnlyCollection<string> Missing)
{
    /// <summary>Posts in the DOM, readable or not, at most at once.</summary>
    public int Articles { get; init; }

    /// <summary>Posts with a reply button of their own, at most at once.</summary>
    public int Answerable { get; init; }

    /// <summary>Ids of posts whose own link names another author than they do.</summary>
    public IReadOnlyCollection<string> Torn { get; init; } = [];

    /// <summary>Distinct posts that the page showed.</summary>
    public int Shown { get; init; }

    /// <summary>What the answers told, shown or not.</summary>
    public IReadOnlyList<Post> Told { get; init; } = [];

    /// <summary>The posts that both know, as each has them.</summary>
    public IReadOnlyList<(Post Shown, Post Told)> Pairs { get; init; } = [];

    /// <summary>Handles by account id, as the answers have them.</summary>
    public IReadOnlyDictionary<string, string> Handles { get; init; } = new Dictionary<string, string>();
}
