namespace XBot.Core.Posting;

/// <summary>How often each reply could not be prepared in a row, kept for one life of the process. A site that is away says nothing about the reply, and is counted apart.</summary>
internal sealed class FailedPreparations(TimeProvider time)
{
    // A reply that could not be prepared that often has a page that we do not understand.
    private const int Most = 3;

    // The replies behind it wait for the site too, and expire: so one is not waited with for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    // What was met before that, with something else in between that held the reply back, was another outage. Longer than most pauses between two tries.
    private static readonly TimeSpan Gap = TimeSpan.FromHours(3);

    private readonly Dictionary<long, Row> _rows = [];

    /// <summary>One more. Returns how many they are when they are enough to give the reply up, and forgets it then; null: try it again.</summary>
    /// <param name="siteAway">The site did not serve the page at all.</param>
    public int? Add(long replyId, bool siteAway)
    {
        var now = time.GetTimestamp();
        var row = _rows.GetValueOrDefault(replyId, new Row(0, 0, now, now));
        var same = row.Away > 0 && time.GetElapsedTime(row.AwayLast) < Gap;
        row = !siteAway ? new Row(row.Own + 1, 0, now, now) : row with { Away = same ? row.Away + 1 : 1, AwaySince = same ? row.AwaySince : now, AwayLast = now };
        _rows[replyId] = row;
        if (siteAway ? row.Away < Most || time.GetElapsedTime(row.AwaySince) < Patience : row.Own < Most)
            return null;
        Forget(replyId);
        return siteAway ? row.Away : row.Own;
    }

    /// <summary>It could be prepared, or is not tried any more.</summary>
    public void Forget(long replyId) => _rows.Remove(replyId);

    private sealed record Row(int Own, int Away, long AwaySince, long AwayLast);
}
