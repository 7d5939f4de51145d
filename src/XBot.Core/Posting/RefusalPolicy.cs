using XBot.Core.Settings;

namespace XBot.Core.Posting;

/// <summary>What becomes of a reply, and of posting as a whole, when X refuses with a code.</summary>
/// <param name="Fate">Of the reply.</param>
/// <param name="Freeze">Posting stops until a person resumes it.</param>
/// <param name="SessionLost">The session is not what it was.</param>
/// <param name="Rest">Posting rests for a while (<see cref="Site.RestAfter"/>), then goes on by itself; null: it does not.</param>
public sealed record RefusalConsequence(RefusalFate Fate, bool Freeze = false, bool SessionLost = false, RestKind? Rest = null);

public enum RefusalFate
{
    /// <summary>For good.</summary>
    Failed,
    /// <summary>It may be tried again later.</summary>
    Retry,
    /// <summary>It may be on X all the same.</summary>
    Doubt,
}

/// <summary>X's codes as its web client receives them (seen 2026). Pure.</summary>
public static class RefusalPolicy
{
    public static RefusalConsequence For(int code) => code switch
    {
        // Duplicate: the twin may be this very reply, sent by a request whose answer was lost.
        187 => new(RefusalFate.Doubt),
        // Looks automated: the loudest sign there is.
        226 => new(RefusalFate.Retry, Freeze: true),
        // Account locked, or suspended.
        326 or 64 => new(RefusalFate.Retry, Freeze: true),
        // Signed out, or a stale token.
        32 or 353 => new(RefusalFate.Retry, SessionLost: true),
        // X's own daily limit: what is left of the day's appetite is not worth asking for.
        344 => new(RefusalFate.Retry, Rest: RestKind.DailyLimit),
        // Its rate limit: the window is a quarter of an hour.
        88 or 429 => new(RefusalFate.Retry, Rest: RestKind.RateLimit),
        // 385: target gone or out of sight; 433: its author restricts replies; and whatever else X refuses by name.
        _ => new(RefusalFate.Failed),
    };
}
