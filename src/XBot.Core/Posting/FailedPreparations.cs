namespace XBot.Core.Posting;

/// <summary>How often each reply could not be prepared, and since when: kept for one life of the process.</summary>
internal sealed class FailedPreparations(TimeProvider time)
{
    // A reply that could not be prepared that often has a page that we do not understand.
    private const int Most = 3;

    // A site that is away says nothing about the reply. The replies behind it wait meanwhile, and expire: so not for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly Dictionary<long, (int Count, long Since)> _failed = [];

    /// <summary>One more. Returns how many they are when they are enough to give the reply up, and forgets it then; null: try it again.</summary>
    /// <param name="siteAway">The site did not serve the page at all.</param>
    public int? Add(long replyId, bool siteAway)
    {
        var (count, since) = _failed.GetValueOrDefault(replyId, (0, time.GetTimestamp()));
        _failed[replyId] = (++count, since);
        if (count < Most || (siteAway && time.GetElapsedTime(since) < Patience))
            return null;
        Forget(replyId);
        return count;
    }

    public void Forget(long replyId) => _failed.Remove(replyId);
}
