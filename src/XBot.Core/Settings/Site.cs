using XBot.Core.Harvesting;
using XBot.Core.Sessions;

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

    /// <summary>How far apart two looks for the same reply in doubt are: each is a page load.</summary>
    public TimeSpan LookInterval => IsLoopback ? TimeSpan.FromMilliseconds(500) : TimeSpan.FromSeconds(90);

    /// <summary>How far apart two harvests are.</summary>
    public TimeSpan HarvestInterval => IsLoopback ? TimeSpan.Zero : TimeSpan.FromMinutes(5);

    /// <summary>How long posting rests when X says that this account posted enough (its daily limit), or asked too often.</summary>
    public TimeSpan RestAfter(RestKind kind) =>
        IsLoopback ? TimeSpan.FromSeconds(2) : kind == RestKind.DailyLimit ? TimeSpan.FromHours(6) : TimeSpan.FromMinutes(15);

    /// <summary>How far apart two fresh loads of a page that is not OK are: a person may be signing in on it.</summary>
    public TimeSpan ReloadInterval(SessionState state) =>
        IsLoopback ? TimeSpan.Zero : state == SessionState.LoggedOut ? TimeSpan.FromMinutes(30) : TimeSpan.FromMinutes(5);

    /// <summary>How far apart two fresh loads are that ask whether a drift that is certain is mended.</summary>
    public TimeSpan DriftLookInterval => IsLoopback ? TimeSpan.FromSeconds(5) : TimeSpan.FromMinutes(30);

    public HarvestBounds HarvestBounds => IsLoopback ? new HarvestBounds(40, 4, TimeSpan.FromSeconds(20)) : new HarvestBounds(60, 12, TimeSpan.FromSeconds(60));

    public Uri At(string path) => new(Origin + (path.StartsWith('/') ? path : "/" + path));
}

/// <summary>Limits of X's own.</summary>
public enum RestKind { DailyLimit, RateLimit }
