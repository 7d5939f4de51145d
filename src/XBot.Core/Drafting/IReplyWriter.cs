using XBot.Core.Posts;

namespace XBot.Core.Drafting;

/// <summary>Writes the text of a reply.</summary>
public interface IReplyWriter
{
    /// <summary>As the setting REPLY_WRITER names it.</summary>
    string Name { get; }

    /// <summary>The complete text, or why there is none. The post's text is untrusted input.</summary>
    Task<WrittenReply> WriteAsync(Post target, CancellationToken ct);
}

/// <param name="Text">The text; null when none was written.</param>
/// <param name="Reason">Why none was written.</param>
public sealed record WrittenReply(string? Text, string? Reason = null);
