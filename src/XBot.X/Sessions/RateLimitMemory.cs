using XBot.Chrome;
using XBot.Core.Daemon;

namespace XBot.X.Sessions;

/// <summary>
/// Whether X limited our own calls lately. Everyone who watches the network tells it; the session check asks. A good answer, or time, clears it.
/// </summary>
/// <param name="lasts">How long a refusal counts when nothing is heard after it. X's windows are 15 minutes.</param>
public sealed class RateLimitMemory(TimeProvider time, TimeSpan lasts)
{
    private readonly Lock gate = new();
    private (string What, Moment At)? last;

    /// <summary>Takes in what a watch saw, in the order of its requests.</summary>
    public void Note(IEnumerable<NetworkExchange> exchanges)
    {
        foreach (var exchange in exchanges)
        {
            if (exchange.Status is null)
                continue;
            var refusal = RefusalIn(exchange);
            lock (gate)
            {
                if (refusal is not null)
                    last = (refusal, Moment.Now(time));
                else if (exchange.Status is >= 200 and < 300)
                    last = null;
            }
        }
    }

    /// <summary>What said so, or null.</summary>
    public string? Current
    {
        get
        {
            lock (gate)
                return last is { } seen && seen.At.Ago(time) < lasts ? seen.What : null;
        }
    }

    private static string? RefusalIn(NetworkExchange exchange)
    {
        var what = new Uri(exchange.Url).AbsolutePath.Split('/')[^1];
        if (exchange.Status == 429)
            return $"HTTP 429 on {what}";
        return exchange.Body is { } body && GraphQlErrors.CodesIn(body).Contains(88) ? $"code 88 on {what}" : null;
    }
}
