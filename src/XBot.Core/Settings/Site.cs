namespace XBot.Core.Settings;

/// <summary>The site that is worked on: X itself, or a loopback address (the sandbox, saved pages).</summary>
public sealed record Site
{
    public static readonly Site X = new(new Uri("https://x.com"));

    public Site(Uri baseUrl)
    {
        Origin = baseUrl.GetLeftPart(UriPartial.Authority);
        IsLoopback = baseUrl.IsLoopback;
    }

    /// <summary>Scheme, host and port, no trailing slash.</summary>
    public string Origin { get; }

    /// <summary>Nothing outside this machine can be reached or harmed.</summary>
    public bool IsLoopback { get; }

    /// <summary>How long reconciliation keeps looking before it asks a person.</summary>
    public TimeSpan ReconcilePatience => IsLoopback ? TimeSpan.FromSeconds(5) : TimeSpan.FromMinutes(15);

    public Uri At(string path) => new(Origin + (path.StartsWith('/') ? path : "/" + path));
}
