using XBot.Core.Posts;
using XBot.Core.Replies;
using XBot.Core.Texts;

namespace XBot.Core.Posting;

/// <summary>The target's text just before the click.</summary>
/// <param name="Shown">As the page shows it.</param>
/// <param name="Told">As X's answer gives it; null when none was heard.</param>
public sealed record TargetText(string Shown, string? Told)
{
    // What "Show more" cut off ends so, or at a word.
    private static readonly char[] _ellipsis = ['…', '.', ' ', '\n'];

    /// <summary>Whether the post still says what it said when the reply was written; null when the source that was read then is silent now.</summary>
    public bool? Matches(Reply reply)
    {
        if (reply.TargetTextSource == TextSource.Network)
            return Told is { } told ? Normal(told) == Normal(reply.TargetText) : null;
        var (now, then) = (Normal(Shown), Normal(reply.TargetText));
        return now == then || (reply.TargetTextSource == TextSource.PageCut && now.StartsWith(then.TrimEnd(_ellipsis), StringComparison.Ordinal));
    }

    // White space is laid out anew on every page.
    private static string Normal(string text) => string.Join(' ', ComposedText.Of(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
