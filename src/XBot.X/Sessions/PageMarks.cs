using System.Text.Json.Serialization;

namespace XBot.X.Sessions;

/// <summary>
/// What a page shows of our session, collected by <c>marks.js</c> in one call. Each is structure, a testid or a length; words count for nothing.
/// </summary>
public sealed record PageMarks
{
    public string Url { get; init; } = "";

    /// <summary>The document is complete and holds no script that could change it.</summary>
    public bool Settled { get; init; }

    public bool Loaded { get; init; }
    public bool Challenge { get; init; }
    public bool LoginButton { get; init; }
    public bool LoginField { get; init; }
    public bool ConsentDialog { get; init; }
    public bool AccountSwitcher { get; init; }
    public bool ProfileLink { get; init; }

    /// <summary>The main column shows an error instead of content.</summary>
    public bool ErrorDetail { get; init; }

    public string? OwnHandle { get; init; }

    /// <summary>A timeline says that it has nothing to show.</summary>
    public bool EmptyState { get; init; }

    /// <summary>Rows of virtualised lists.</summary>
    public int Cells { get; init; }

    /// <summary>Posts on the page.</summary>
    public int Articles { get; init; }

    /// <summary>Elements with any testid.</summary>
    public int Marks { get; init; }

    /// <summary>Characters of the body's markup without scripts, styles and noscript.</summary>
    public int BodyCharacters { get; init; }

    /// <summary>CSS pixels.</summary>
    public int BodyHeight { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(PageMarks))]
[JsonSerializable(typeof(SessionEvidence))]
[JsonSerializable(typeof(string))]
internal sealed partial class SessionJson : JsonSerializerContext;
