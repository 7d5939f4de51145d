using XBot.Core.Replies;

namespace XBot.Core.Reconciling;

/// <summary>Reads our own recent replies off the site. Never clicks.</summary>
public interface IOwnReplies
{
    /// <param name="handle">Our own, without @; null where the session did not show it.</param>
    /// <param name="since">All replies from then on are read, or it could not be read.</param>
    Task<OwnReplies> ReadAsync(AccountKey account, string? handle, DateTimeOffset since, CancellationToken ct);
}

public abstract record OwnReplies
{
    private OwnReplies() { }

    /// <summary>Every reply of ours that the site shows since then.</summary>
    public sealed record Read(IReadOnlyList<SeenReply> Replies) : OwnReplies;

    public sealed record CouldNotRead(string Reason) : OwnReplies;
}

/// <summary>A reply under our account, as the site shows it.</summary>
/// <param name="TargetText">Empty where the site does not show the target.</param>
public sealed record SeenReply(string TweetId, string TargetId, string TargetAuthor, string TargetText, string Text, DateTimeOffset At);
