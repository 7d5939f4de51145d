using XBot.Core.Events;

namespace XBot.Core.Replies;

/// <summary>
/// One step in a reply's life, made by <see cref="ReplyLife"/> and by nothing else. Null fields leave the column as it is.
/// </summary>
public sealed record ReplyTransition
{
    internal ReplyTransition() { }

    public required long ReplyId { get; init; }
    public required ReplyState From { get; init; }
    public required ReplyState To { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The row must hold this lease token; null: the row must hold none, or one whose deadline has passed at <see cref="At"/>.</summary>
    public string? HeldToken { get; init; }

    /// <summary>With it the step is made only while the reply's account is owned under this token, and the lease on it has not ended by the store's clock.</summary>
    public long? AccountToken { get; init; }

    /// <summary>Keep the lease the row has; otherwise it is cleared.</summary>
    public bool KeepLease { get; init; }

    /// <summary>The row must still hold this text: nobody approves, or writes over, a text that they did not see. Null: any.</summary>
    public string? SeenText { get; init; }

    public string? Text { get; init; }
    public string? ApprovedBy { get; init; }
    public DateTimeOffset? ClickedAt { get; init; }

    /// <summary>Forget the click: X itself refused the request.</summary>
    public bool ClearClickedAt { get; init; }

    public string? TweetId { get; init; }
    public string? Evidence { get; init; }
    public int? RefusalCode { get; init; }
    public string? Note { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public IReadOnlyList<RunnerEvent> Events { get; init; } = [];
}
