namespace XBot.Chrome.Pages;

/// <summary>Exchanges in the order of their requests, within bounds: the oldest go first. Its owner locks.</summary>
internal sealed class ExchangeLog(int maxCount, long maxBodyLength)
{
    private readonly List<NetworkExchange> _exchanges = [];
    private long _bodyLength;

    public NetworkExchange[] Snapshot() => [.. _exchanges];

    public bool Knows(string requestId) => Find(requestId) >= 0;

    public void Add(NetworkExchange exchange)
    {
        _exchanges.Add(exchange);
        _bodyLength += LengthOf(exchange);
        Trim();
    }

    /// <summary>Changes the latest exchange of this id that is not done; false when there is none.</summary>
    public bool Replace(string requestId, Func<NetworkExchange, NetworkExchange> change)
    {
        var at = Find(requestId);
        if (at < 0)
            return false;
        var changed = change(_exchanges[at]);
        _bodyLength += LengthOf(changed) - LengthOf(_exchanges[at]);
        _exchanges[at] = changed;
        Trim();
        return true;
    }

    private int Find(string requestId) => _exchanges.FindLastIndex(exchange => exchange.RequestId == requestId && !exchange.Done);

    private void Trim()
    {
        var drop = Math.Max(0, _exchanges.Count - maxCount);
        var length = _bodyLength - _exchanges.Take(drop).Sum(LengthOf);
        // The newest one stays, however big.
        while (length > maxBodyLength && drop < _exchanges.Count - 1)
            length -= LengthOf(_exchanges[drop++]);
        _exchanges.RemoveRange(0, drop);
        _bodyLength = length;
    }

    private static long LengthOf(NetworkExchange exchange) => (exchange.RequestBody?.Length ?? 0) + (exchange.Body?.Length ?? 0);
}
