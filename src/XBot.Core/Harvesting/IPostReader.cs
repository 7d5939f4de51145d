using XBot.Core.Posts;

namespace XBot.Core.Harvesting;

/// <summary>Reads posts off the site.</summary>
public interface IPostReader
{
    /// <summary>Reads one source, scrolling within its bounds.</summary>
    Task<HarvestReport> ReadAsync(HarvestSource source, HarvestBounds bounds, CancellationToken ct);

    /// <summary>Reads one page as it stands, without scrolling. <paramref name="path"/> is relative to the origin.</summary>
    Task<HarvestReport> ReadPageAsync(string path, CancellationToken ct);
}

/// <param name="Kind">home, handle or query.</param>
/// <param name="Value">The handle or the query; null for home.</param>
public sealed record HarvestSource(HarvestKind Kind, string? Value = null)
{
    public override string ToString() => Value is null ? Kind.ToString().ToLowerInvariant() : $"{Kind.ToString().ToLowerInvariant()}:{Value}";
}

public enum HarvestKind { Home, Handle, Query }

/// <param name="MaxPosts">Stop when this many distinct posts were read.</param>
/// <param name="MaxScrolls">Stop after this many scrolls.</param>
/// <param name="MaxTime">Stop after this long.</param>
public sealed record HarvestBounds(int MaxPosts = 60, int MaxScrolls = 12, TimeSpan? MaxTime = null);

/// <param name="Posts">In document order, each id once.</param>
/// <param name="Outcome">Whether the page could be read, and how it ended.</param>
public sealed record HarvestReport(string Source, string Url, IReadOnlyList<Post> Posts, HarvestOutcome Outcome, string? Detail = null);

public enum HarvestOutcome
{
    /// <summary>Read to its end or to a bound.</summary>
    Read,
    /// <summary>The page came up and holds no post.</summary>
    Empty,
    /// <summary>The page did not come up within its deadline.</summary>
    NeverLoaded,
    /// <summary>Some posts were read, then it failed.</summary>
    Partial,
    /// <summary>The session was not OK on that page.</summary>
    SessionRefused,
}
