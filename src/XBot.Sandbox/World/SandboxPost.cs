using System.Text.Json.Nodes;

namespace XBot.Sandbox.World;

/// <summary>A post as the sandbox knows it. Figures are those it was made with; replies made later come on top.</summary>
internal sealed record SandboxPost
{
    public required string Id { get; init; }
    public required Person Author { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset At { get; init; }
    public string Lang { get; init; } = "en";
    public string? InReplyTo { get; init; }
    public SandboxPost? Quoted { get; init; }

    /// <summary>The original, when this is a repost by <see cref="Author"/>.</summary>
    public SandboxPost? Reposted { get; init; }

    public int Replies { get; init; }
    public int Reposts { get; init; }
    public int Likes { get; init; }
    public int Bookmarks { get; init; }
    public int Views { get; init; }
    public bool IsPromoted { get; init; }
    public bool RepliesRestricted { get; init; }
    public bool HasPhoto { get; init; }

    /// <summary>The address that is shown shortened, as X shortens with t.co; it stands in <see cref="Text"/> as <see cref="ShortLink"/>.</summary>
    public string? Link { get; init; }

    /// <summary>Until then the post exists but is shown nowhere (fault late-visible).</summary>
    public DateTimeOffset VisibleFrom { get; init; }

    /// <summary>The captured tweet object, served as it was; null for invented posts.</summary>
    public JsonObject? Captured { get; init; }

    public string ShortLink => "https://t.co/" + Id[^10..];
}
