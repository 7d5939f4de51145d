namespace XBot.Core.Posting;

/// <summary>
/// The replies that could not be prepared, kept for one life of the process: how often in a row, and which have had their turn until the others have had theirs.
/// A site that is away says nothing about the reply, and is counted apart; but one that serves another reply's page in between is not away.
/// </summary>
internal sealed class FailedPreparations(TimeProvider time)
{
    // A reply that could not be prepared that often has a page that we do not understand, or that is not served.
    private const int Most = 3;

    // The only reply there is would be tried until it expires, and each try is a failed cycle: so it is not waited with for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    // What was met before that, with something else in between that held the reply back, was another outage. Longer than most pauses between two tries.
    private static readonly TimeSpan Gap = TimeSpan.FromHours(3);

    // Longer than a reply waits: whoever was not tried since then expired, or was taken back by a person.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private readonly Dictionary<long, Row> _rows = [];
    private readonly HashSet<long> _hadTheirTurn = [];

    /// <summary>Ids of those that wait behind all others.</summary>
    public IReadOnlyCollection<long> HadTheirTurn => _hadTheirTurn;

    /// <summary>There are no others: all may be tried again. False when nothing waited.</summary>
    public bool BeginRound()
    {
        var waited = _hadTheirTurn.Count > 0;
        _hadTheirTurn.Clear();
        return waited;
    }

    /// <summary>One more. Returns how many they are when they are enough to give the reply up, and forgets it then; null: try it again.</summary>
    /// <param name="siteAway">The page was not seen: the site did not serve it, or the browser was lost under it.</param>
    public int? Add(long replyId, bool siteAway)
    {
        if (!siteAway)
            NoOutageBut(replyId);
        ForgetOld();
        var now = time.GetTimestamp();
        var row = _rows.GetValueOrDefault(replyId, new Row(0, 0, now, now));
        var same = row.Away > 0 && time.GetElapsedTime(row.Last) < Gap;
        row = !siteAway ? new Row(row.Own + 1, 0, now, now) : row with { Away = same ? row.Away + 1 : 1, AwaySince = same ? row.AwaySince : now, Last = now };
        _rows[replyId] = row;
        _hadTheirTurn.Add(replyId);
        if (row.Own < Most && (row.Away < Most || time.GetElapsedTime(row.AwaySince) < Patience))
            return null;
        Forget(replyId);
        return row.Own + row.Away;
    }

    /// <summary>It could be prepared, or is not tried any more: the site serves pages.</summary>
    public void WasServed(long replyId)
    {
        Forget(replyId);
        NoOutageBut(replyId);
    }

    private void NoOutageBut(long replyId)
    {
        foreach (var (id, row) in _rows.Where(row => row.Key != replyId && row.Value.Away > 0).ToList())
            _rows[id] = row with { Own = row.Own + 1, Away = 0 };
    }

    private void ForgetOld()
    {
        foreach (var id in _rows.Where(row => time.GetElapsedTime(row.Value.Last) > Kept).Select(row => row.Key).ToList())
            Forget(id);
    }

    private void Forget(long replyId)
    {
        _rows.Remove(replyId);
        _hadTheirTurn.Remove(replyId);
    }

    private sealed record Row(int Own, int Away, long AwaySince, long Last);
}
