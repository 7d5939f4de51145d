namespace XBot.Core.Sessions;

/// <summary>What a page says of our session; the first matching row wins, and only <see cref="Ok"/> lets anything be posted.</summary>
public enum SessionState
{
    /// <summary>Nothing certain was found: fail closed.</summary>
    Unknown = 0,
    Ok,
    LoggedOut,
    ConsentWall,
    Challenge,
    RateLimited,
    Suspended,
    NotRendering,
}
