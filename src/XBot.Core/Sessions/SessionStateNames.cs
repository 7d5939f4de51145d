namespace XBot.Core.Sessions;

public static class SessionStateNames
{
    /// <summary>The spelling of JSON, events and heartbeats: OK, LOGGED_OUT, CONSENT_WALL …</summary>
    public static string Name(this SessionState state) => state switch
    {
        SessionState.Ok => "OK",
        SessionState.LoggedOut => "LOGGED_OUT",
        SessionState.ConsentWall => "CONSENT_WALL",
        SessionState.Challenge => "CHALLENGE",
        SessionState.RateLimited => "RATE_LIMITED",
        SessionState.Suspended => "SUSPENDED",
        SessionState.NotRendering => "NOT_RENDERING",
        _ => "UNKNOWN",
    };
}
