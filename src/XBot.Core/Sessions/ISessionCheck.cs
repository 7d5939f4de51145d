namespace XBot.Core.Sessions;

/// <summary>Tells the state of our session. Never throws for what a page shows; throws <see cref="Browsers.BrowserLostException"/> when the browser is gone.</summary>
public interface ISessionCheck
{
    /// <summary>Looks at the open page as it is; loads /home only when nothing of the site is open.</summary>
    Task<SessionReport> LookAsync(CancellationToken ct);

    /// <summary>Loads /home afresh and keeps <c>session_check.png/.html</c>.</summary>
    Task<SessionReport> LoadAsync(CancellationToken ct);
}
