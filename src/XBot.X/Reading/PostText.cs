using System.Net;
using System.Text.Json;

namespace XBot.X.Reading;

/// <summary>
/// A post's whole text as a person reads it: the long form where there is one; without the handles that a reply begins with
/// and the links to its own media and quote that it ends with; other links in full.
/// </summary>
internal static class PostText
{
    /// <summary>Null when the post has no text field at all.</summary>
    public static string? Of(JsonElement tweet)
    {
        var note = tweet.At("note_tweet", "note_tweet_results", "result");
        var legacy = tweet.At("legacy");
        // The long form is plain; the short one is escaped: &amp; &lt; &gt;
        var text = note.TextAt("text") ?? (legacy.TextAt("full_text") is { } full ? WebUtility.HtmlDecode(WithoutHandles(full, legacy)) : null);
        if (text is null)
            return null;
        foreach (var media in legacy.ItemsAt("entities", "media"))
            text = WithoutLink(text, media.TextAt("url"));
        text = WithoutLink(text, legacy.TextAt("quoted_status_permalink", "url"));
        foreach (var link in note.ItemsAt("entity_set", "urls").Concat(legacy.ItemsAt("entities", "urls")))
        {
            if (link.TextAt("url") is { Length: > 0 } shortened && link.TextAt("expanded_url") is { } expanded)
                text = text.Replace(shortened, expanded, StringComparison.Ordinal);
        }
        return text;
    }

    // "display_text_range":[8,67] counts code points; before the first stand the handles that are replied to.
    private static string WithoutHandles(string text, JsonElement? legacy)
    {
        if (legacy.ItemsAt("display_text_range").FirstOrDefault() is not { ValueKind: JsonValueKind.Number } first
            || !first.TryGetInt32(out var start) || start <= 0 || !text.StartsWith('@'))
            return text;
        var at = 0;
        for (var i = 0; i < start && at < text.Length; i++)
            at += char.IsSurrogatePair(text, at) ? 2 : 1;
        return text[at..];
    }

    private static string WithoutLink(string text, string? link) =>
        link is { Length: > 0 } && text.EndsWith(link, StringComparison.Ordinal) ? text[..^link.Length].TrimEnd() : text;
}
