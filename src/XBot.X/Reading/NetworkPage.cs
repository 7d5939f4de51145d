using XBot.Core.Posts;

namespace XBot.X.Reading;

/// <summary>What one answer of X's API holds.</summary>
/// <param name="Posts">In the answer's order; a conversation's posts one after another.</param>
/// <param name="TopCursor">For newer entries; null when there is none.</param>
/// <param name="BottomCursor">For older entries; null when there is none.</param>
/// <param name="Tombstones">Posts that X would not show (deleted, protected, withheld).</param>
/// <param name="Missing">Names of essential fields that a post lacked: each once.</param>
public sealed record NetworkPage(
    IReadOnlyList<Post> Posts,
    string? TopCursor,
    string? BottomCursor,
    int Tombstones,
    IReadOnlyCollection<string> Missing)
{
    public static readonly NetworkPage Nothing = new([], null, null, 0, []);

    /// <summary>The handle of each author that the answer names, by account id.</summary>
    public IReadOnlyDictionary<string, string> Handles { get; init; } = new Dictionary<string, string>();
}
