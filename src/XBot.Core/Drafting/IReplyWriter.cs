using XBot.Core.Posts;

namespace XBot.Core.Drafting;

/// <summary>Writes the text of a reply.</summary>
public interface IReplyWriter
{
    /// <summary>As the setting REPLY_WRITER names it.</summary>
    string Name { get; }

    /// <summary>The post's text is untrusted input. Throws for a stop only: whatever else goes wrong is an outcome.</summary>
    Task<WrittenReply> WriteAsync(Post target, CancellationToken ct);
}

/// <summary>How the writing ended.</summary>
public abstract record WrittenReply
{
    private WrittenReply() { }

    /// <param name="Text">Complete. It is checked before it becomes a draft.</param>
    public sealed record Written(string Text) : WrittenReply;

    /// <summary>This post gets no draft; others may.</summary>
    public sealed record Declined(string Reason) : WrittenReply;

    /// <summary>Nothing is written now, and nothing is wrong.</summary>
    public sealed record NotNow(string Reason) : WrittenReply;

    /// <summary>The writer cannot work.</summary>
    /// <param name="Fix">What a person can do about it; null when it may pass by itself.</param>
    /// <param name="Rest">How long the other side asks to be left alone.</param>
    public sealed record Failed(string Reason, string? Fix = null, TimeSpan? Rest = null) : WrittenReply;
}
