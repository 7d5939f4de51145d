using XBot.Core.Replies;

namespace XBot.Core.Reconciling;

/// <summary>Looks on the site for a reply that may be there. Never clicks.</summary>
public interface IReplyWitness
{
    Task<Sighting> LookAsync(Reply reply, CancellationToken ct);
}

public abstract record Sighting
{
    private Sighting() { }

    /// <param name="TweetId">A reply under our account, to the target, with our text.</param>
    /// <param name="Where">seen_on_profile or seen_in_conversation.</param>
    public sealed record Seen(string TweetId, string Where) : Sighting;

    /// <summary>Both places could be read and showed nothing: no proof of anything, only patience spent.</summary>
    public sealed record NotSeen(string Detail) : Sighting;

    /// <summary>A place could not be read.</summary>
    public sealed record CouldNotLook(string Reason) : Sighting;
}
