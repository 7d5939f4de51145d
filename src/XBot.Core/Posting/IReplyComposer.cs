using XBot.Core.Drift;
using XBot.Core.Replies;

namespace XBot.Core.Posting;

/// <summary>
/// The hands on the site, in two parts with the durable commit between them. Throws <see cref="Browsers.BrowserLostException"/> when the browser goes away.
/// </summary>
public interface IReplyComposer
{
    /// <summary>Opens the target, finds the article whose own permalink is the target, writes the text with real input and reads it back. Clicks no submit button.</summary>
    Task<Preparation> PrepareAsync(Reply reply, CancellationToken ct);

    /// <summary>Clicks once and takes the outcome from the response to our own request. The permit is the only key, and the gate its only maker.</summary>
    Task<SendOutcome> SubmitAsync(Reply reply, ClickPermit permit, CancellationToken ct);

    /// <summary>Closes the composer without sending, a half-written text and its dialogs too.</summary>
    Task AbandonAsync(CancellationToken ct);
}

/// <summary>How the preparation ended. <see cref="Ready"/> alone may lead to a click.</summary>
public abstract record Preparation
{
    private Preparation() { }

    /// <param name="AccountId">The session's account as its cookie says now.</param>
    /// <param name="TargetText">The target's text now.</param>
    public sealed record Ready(string? AccountId, TargetText TargetText) : Preparation;

    /// <summary>This target takes no reply any more (gone, restricted): the reply fails for good.</summary>
    public sealed record TargetRefused(string Reason) : Preparation;

    /// <summary>Something is off just now (text read back differs, button disabled, page did not load): try again later.</summary>
    /// <param name="Drift">Set where the page shows that it changed, and not only that it is late.</param>
    /// <param name="SiteAway">The site did not serve the page at all: that tells nothing about this reply.</param>
    public sealed record NotReady(string Reason, DriftSign? Drift = null, bool SiteAway = false) : Preparation;

    /// <summary>The session is not what it was.</summary>
    public sealed record SessionLost(Sessions.SessionState State, string Reason) : Preparation;
}

/// <summary>How the click ended. Anything that is neither proof nor X's own refusal is <see cref="Uncertain"/>.</summary>
public abstract record SendOutcome
{
    private SendOutcome() { }

    /// <param name="TweetId">Our reply's id, from the response to our own CreateTweet request.</param>
    public sealed record Accepted(string TweetId) : SendOutcome;

    /// <summary>X's refusal in the answer to our own request: a GraphQL code, or 429 for HTTP 429.</summary>
    public sealed record Refused(int Code, string Message) : SendOutcome;

    public sealed record Uncertain(string Reason) : SendOutcome;
}
