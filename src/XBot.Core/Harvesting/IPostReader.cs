using XBot.Core.Drift;
using XBot.Core.Posts;
using XBot.Core.Sessions;

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
/// <param name="Afresh">Load the page, also where the app could go there by itself.</param>
public sealed record HarvestBounds(int MaxPosts = 60, int MaxScrolls = 12, TimeSpan? MaxTime = null, bool Afresh = false);

/// <param name="Posts">In document order, each id once.</param>
/// <param name="Outcome">Whether the page could be read, and how it ended.</param>
public sealed record HarvestReport(string Source, string Url, IReadOnlyList<Post> Posts, HarvestOutcome Outcome, string? Detail = null)
{
    /// <summary>Where the site is not as its readers know it; looked for while the session is OK.</summary>
    public IReadOnlyList<DriftSign> Drift { get; init; } = [];

    /// <summary>The page was loaded for this reading.</summary>
    public bool Fresh { get; init; }

    /// <summary>The page as it was, where there are signs of drift on a fresh load.</summary>
    public ArtifactPaths? Artifacts { get; init; }

    public DriftLook Look => new(Source, Drift, Fresh, Conclusive: Posts.Count > 0, Blank: Outcome == HarvestOutcome.NeverLoaded, Artifacts);
}

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
