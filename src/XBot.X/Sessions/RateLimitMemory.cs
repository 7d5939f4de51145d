using XBot.Chrome;
using XBot.Core.Daemon;

namespace XBot.X.Sessions;

/// <summary>
/// Whether X limited our own calls lately: whoever reads a timeline tells it, the session check asks. X limits each call by itself, so a good answer
/// clears what was refused of the same call, and time the rest.
/// </summary>
/// <param name="lasts">How long a refusal counts when nothing is heard after it. X's windows are 15 minutes.</param>
public sealed class RateLimitMemory(TimeProvider time, TimeSpan lasts)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (string What, Moment At)> refused = new(StringComparer.Ordinal);

    /// <summary>Takes in what a watch saw, in the order of its requests.</summary>
    public void Note(IEnumerable<NetworkExchange> exchanges)
    {
        foreach (var exchange in exchanges)
        {
            if (exchange.Status is null)
                continue;
            var call = CallOf(exchange);
            lock (gate)
            {
                if (RefusalIn(exchange, call) is { } what)
                    refused[call] = (what, Moment.Now(time));
                else if (exchange.Status is >= 200 and < 300)
                    refused.Remove(call);
            }
        }
    }

    /// <summary>What said so, or null.</summary>
    public string? Current
    {
        get
        {
            lock (gate)
                return refused.Values.Where(seen => seen.At.Ago(time) < lasts).Select(seen => seen.What).FirstOrDefault();
        }
    }

    private static string CallOf(NetworkExchange exchange) => new Uri(exchange.Url).AbsolutePath.Split('/')[^1];

    private static string? RefusalIn(NetworkExchange exchange, string call)
    {
        if (exchange.Status == 429)
            return $"HTTP 429 on {call}";
        return exchange.Body is { } body && GraphQlErrors.CodesIn(body).Contains(88) ? $"code 88 on {call}" : null;
    }
}
