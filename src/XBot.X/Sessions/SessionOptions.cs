using XBot.Core.Settings;

namespace XBot.X.Sessions;

/// <summary>The session check's patience. Shorter on loopback, where nothing is rate-limited and pages come at once.</summary>
public sealed record SessionOptions
{
    /// <summary>How long a page may take to come up.</summary>
    public TimeSpan LoadDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a page without any mark is waited for before it is NOT_RENDERING or UNKNOWN.</summary>
    public TimeSpan MarkDeadline { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Between two looks at a page that is coming up.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// The open page is looked at for this long before /home is loaded again. Rare: a session that reloaded its home
    /// two or three times a minute was logged out after half an hour.
    /// </summary>
    public TimeSpan ReloadInterval { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long HTTP 429 or code 88 counts when nothing better is heard.</summary>
    public TimeSpan RateLimitLasts { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The same refusal is kept as evidence again only after this.</summary>
    public TimeSpan EvidenceInterval { get; init; } = TimeSpan.FromMinutes(15);

    public static SessionOptions For(Site site) => site.IsLoopback
        ? new SessionOptions
        {
            LoadDeadline = TimeSpan.FromSeconds(10),
            MarkDeadline = TimeSpan.FromSeconds(4),
            Pause = TimeSpan.FromMilliseconds(50),
            ReloadInterval = TimeSpan.FromSeconds(30),
            RateLimitLasts = TimeSpan.FromSeconds(5),
        }
        : new SessionOptions();
}
