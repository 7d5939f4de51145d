using System.Globalization;
using System.Text.Json.Serialization;
using XBot.Core.Drift;
using XBot.Core.Posts;

namespace XBot.X.Reading;

/// <summary>What <c>posts.js</c> returns: every post of the page in document order.</summary>
/// <param name="Articles">Posts in the DOM, whether they could be read or not.</param>
/// <param name="Unreadable">Those without an id of their own or an author: never candidates.</param>
/// <param name="Cells">Rows of virtualised lists, with or without a post.</param>
/// <param name="Answerable">Posts with a reply button of their own.</param>
/// <param name="Torn">Ids of posts whose own link names another author than they do.</param>
internal sealed record DomReading(int Articles, int Unreadable, int Cells, int Answerable, int Ads, IReadOnlyList<string> Torn, IReadOnlyList<DomPost> Posts);

internal sealed record DomPost
{
    public required string Id { get; init; }
    public required string AuthorHandle { get; init; }
    public string AuthorName { get; init; } = "";
    public string? PostedAt { get; init; }
    public string Text { get; init; } = "";
    public bool Truncated { get; init; }
    public long? Replies { get; init; }
    public long? Reposts { get; init; }
    public long? Likes { get; init; }
    public long? Views { get; init; }
    public bool IsReply { get; init; }
    public bool IsRepost { get; init; }
    public string? RepostedBy { get; init; }
    public bool IsQuote { get; init; }
    public string? QuotedAuthorHandle { get; init; }
    public string? QuotedText { get; init; }
    public bool IsPinned { get; init; }
    public bool IsPromoted { get; init; }
    public bool IsEmbed { get; init; }
    public string? Lang { get; init; }
    public bool Locked { get; init; }

    /// <summary>The post, or null when its time is neither shown nor in its id.</summary>
    public Post? ToPost()
    {
        if (TimeOf() is not { } postedAt)
            return null;
        return new Post
        {
            Id = Id,
            AuthorHandle = AuthorHandle,
            AuthorName = AuthorName,
            PostedAt = postedAt,
            Text = Text,
            TextSource = Truncated ? TextSource.PageCut : TextSource.Page,
            Truncated = Truncated,
            Replies = Replies,
            Reposts = Reposts,
            Likes = Likes,
            Views = Views,
            IsReply = IsReply,
            IsRepost = IsRepost,
            RepostedBy = RepostedBy,
            IsQuote = IsQuote,
            QuotedAuthorHandle = QuotedAuthorHandle,
            QuotedText = QuotedText,
            IsPinned = IsPinned,
            IsPromoted = IsPromoted,
            IsEmbed = IsEmbed,
            Permalink = Permalinks.Of(AuthorHandle, Id),
            Lang = Lang,
            AuthorProtected = Locked,
        };
    }

    // The page's time counts whole seconds. Where it contradicts the id, the id is right: it cannot be rendered wrongly.
    private DateTimeOffset? TimeOf()
    {
        var carried = Snowflake.TimeOf(Id);
        var carries = HasTime(Id);
        if (carries && carried is null)
            return null;
        if (!DateTimeOffset.TryParse(PostedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var shown))
            return carries ? carried : null;
        return carries && (carried!.Value - shown).Duration() > TimeSpan.FromSeconds(2) ? carried : shown;
    }

    // Ids before November 2010 were counted up by one and carry no time; the first that does is far longer.
    private static bool HasTime(string id) => id.Length > 11;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DomReading))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<DriftSign>))]
[JsonSerializable(typeof(ElementPlace))]
[JsonSerializable(typeof(PageView))]
[JsonSerializable(typeof(PlaceQuestion))]
internal sealed partial class ReadingJson : JsonSerializerContext;
