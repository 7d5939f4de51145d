using System.Text.Json.Serialization;

namespace XBot.Core.Posts;

/// <summary>Where a post's text was read. The two differ by design (translation, link forms, "Show more"): texts are compared within one source only.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TextSource>))]
public enum TextSource
{
    /// <summary>As the page shows it.</summary>
    Page,
    /// <summary>As the page shows it, cut off by "Show more".</summary>
    PageCut,
    /// <summary>As X's answer to the page gives it.</summary>
    Network,
}
