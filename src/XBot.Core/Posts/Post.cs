namespace XBot.Core.Posts;

/// <summary>
/// One post as a page or a response showed it. A repost carries the original's id, time and author.
/// Figures are null where the source does not name them (X leaves zeros out).
/// </summary>
public sealed record Post
{
    /// <summary>Snowflake id, decimal digits. It carries the post's own time (<see cref="Snowflake"/>).</summary>
    public required string Id { get; init; }

    /// <summary>Handle without @.</summary>
    public required string AuthorHandle { get; init; }

    public required string AuthorName { get; init; }

    /// <summary>The post's own time, UTC; never the time it was seen.</summary>
    public required DateTimeOffset PostedAt { get; init; }

    /// <summary>The post's text, untrimmed, emoji as characters, line breaks kept; empty for media only.</summary>
    public required string Text { get; init; }

    public TextSource TextSource { get; init; }

    public bool Truncated { get; init; }
    public long? Replies { get; init; }
    public long? Reposts { get; init; }
    public long? Likes { get; init; }
    public long? Views { get; init; }
    public bool IsReply { get; init; }
    public bool IsRepost { get; init; }

    /// <summary>Handle of the reposter, without @; null unless <see cref="IsRepost"/>.</summary>
    public string? RepostedBy { get; init; }

    public bool IsQuote { get; init; }
    public string? QuotedAuthorHandle { get; init; }

    /// <summary>Empty for a quote without text, null without a quote.</summary>
    public string? QuotedText { get; init; }

    public bool IsPinned { get; init; }
    public bool IsPromoted { get; init; }

    /// <summary>It stands inside an X Article or another post: no post of the timeline, never a candidate.</summary>
    public bool IsEmbed { get; init; }

    /// <summary>Always <c>https://x.com/&lt;handle&gt;/status/&lt;id&gt;</c>, whatever origin it was read from.</summary>
    public required string Permalink { get; init; }

    /// <summary>BCP 47 tag as the page gives it; null where there is no text.</summary>
    public string? Lang { get; init; }

    /// <summary>Who may reply is limited: known from the network only.</summary>
    public bool RepliesRestricted { get; init; }

    /// <summary>The author's posts are for their followers only.</summary>
    public bool AuthorProtected { get; init; }

    /// <summary>How many follow the author: known from the network only.</summary>
    public long? AuthorFollowers { get; init; }
}
