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
    /// <param name="noteField">The post's <c>note_tweet</c>, if any.</param>
    /// <param name="legacy">The post's own field of that name.</param>
    public static string? Of(JsonElement noteField, JsonFieldValues legacy)
    {
        var note = noteField.At("note_tweet_results", "result");
        // The long form is plain; the short one is escaped: &amp; &lt; &gt;
        var text = note.TextAt("text") ?? (legacy["full_text"].AsText() is { } full ? WebUtility.HtmlDecode(WithoutHandles(full, legacy["display_text_range"])) : null);
        if (text is null)
            return null;
        foreach (var media in legacy["entities"].ItemsAt("media"))
            text = WithoutLink(text, media.TextAt("url"));
        text = WithoutLink(text, legacy["quoted_status_permalink"].TextAt("url"));
        foreach (var link in note.ItemsAt("entity_set", "urls").Concat(legacy["entities"].ItemsAt("urls")))
        {
            if (link.TextAt("url") is { Length: > 0 } shortened && link.TextAt("expanded_url") is { } expanded)
                text = text.Replace(shortened, expanded, StringComparison.Ordinal);
        }
        return text;
    }

    // "display_text_range":[8,67] counts code points; before the first stand the handles that are replied to.
    private static string WithoutHandles(string text, JsonElement range)
    {
        if (range.ItemsAt().FirstOrDefault() is not { ValueKind: JsonValueKind.Number } first
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
