using XBot.Core.Sessions;

namespace XBot.Core.Pipeline;

/// <summary>One pipeline run: recover, reconcile, harvest, select, draft, send, verify.</summary>
public interface IReplyPipeline
{
    /// <summary>
    /// Runs once, for the account of <paramref name="session"/>, which is OK. Throws <see cref="Browsers.BrowserLostException"/> and the store's
    /// exceptions; everything else a step can meet is told in the report.
    /// </summary>
    /// <param name="begins">Is told the name of each step as it begins: each has a bound of its own.</param>
    Task<PipelineReport> RunAsync(SessionReport session, Action<string> begins, CancellationToken ct);
}

/// <summary>What one run did. Counts are of this run; <see cref="Waiting"/> is of the queue after it.</summary>
public sealed record PipelineReport
{
    public required PipelineOutcome Outcome { get; init; }

    /// <summary>One line for people.</summary>
    public required string Summary { get; init; }

    public int Harvested { get; init; }
    public int Eligible { get; init; }
    public int Drafted { get; init; }
    public int Confirmed { get; init; }
    public int Failed { get; init; }

    /// <summary>Replies that became UNKNOWN or NEEDS_HUMAN.</summary>
    public int Doubtful { get; init; }

    /// <summary>Drafts that wait for a person.</summary>
    public int Waiting { get; init; }
}

public enum PipelineOutcome
{
    /// <summary>Every step ran; nothing to post is no failure.</summary>
    Completed,
    /// <summary>The session was lost on the way.</summary>
    SessionLost,
    /// <summary>A step failed: the site could not be read, or refused us for now.</summary>
    Failed,
}
