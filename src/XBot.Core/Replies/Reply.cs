using XBot.Core.Posts;

namespace XBot.Core.Replies;

/// <summary>Whose reply: the account on the site.</summary>
/// <param name="Origin">Scheme, host and port, without a trailing slash: <c>https://x.com</c>.</param>
/// <param name="AccountId">Numeric user id.</param>
public sealed record AccountKey(string Origin, string AccountId);

/// <summary>A reply as the store holds it. One for each (origin, account, target), for ever.</summary>
public sealed record Reply
{
    public required long Id { get; init; }
    public required AccountKey Account { get; init; }
    public required string TargetId { get; init; }
    public required string TargetAuthor { get; init; }
    public required string TargetText { get; init; }

    /// <summary>Where <see cref="TargetText"/> was read: before the click the same source is asked again.</summary>
    public TextSource TargetTextSource { get; init; }

    public required DateTimeOffset TargetPostedAt { get; init; }
    public required ReplyState State { get; init; }
    public required string Text { get; init; }
    public required double Score { get; init; }

    /// <summary>Why this target: the score's parts in one line.</summary>
    public required string Reason { get; init; }

    /// <summary>A person's name, or <c>auto</c>; null while nobody approved.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>Held while SENDING or CLICKING; moves only by its token.</summary>
    public Lease? Lease { get; init; }

    /// <summary>When CLICKING was committed; counts against the caps from then on.</summary>
    public DateTimeOffset? ClickedAt { get; init; }

    /// <summary>Our reply's own id on X, with CONFIRMED.</summary>
    public string? TweetId { get; init; }

    /// <summary>What proves it, one line: <c>create_tweet_response</c>, <c>seen_on_profile</c>, <c>seen_in_conversation</c> or <c>person:NAME</c>.</summary>
    public string? Evidence { get; init; }

    public int? RefusalCode { get; init; }

    /// <summary>The last thing worth knowing about it, for people.</summary>
    public string? Note { get; init; }

    /// <summary>Not sent by then, it expires.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    public string TargetPermalink => $"https://x.com/{TargetAuthor}/status/{TargetId}";
}

/// <summary>Fencing: whoever holds the token may move the reply until the deadline.</summary>
public sealed record Lease(string Token, DateTimeOffset Until);

/// <summary>A complete draft, before the store gives it an id.</summary>
/// <param name="ApprovedBy">Whoever approved it already: it is born APPROVED, in the same step. Null: it is born DRAFTED.</param>
public sealed record NewReply(
    AccountKey Account, Post Target, string Text, double Score, string Reason, DateTimeOffset ExpiresAt, DateTimeOffset At, string? ApprovedBy = null)
{
    public ReplyState State => ApprovedBy is null ? ReplyState.Drafted : ReplyState.Approved;
}
