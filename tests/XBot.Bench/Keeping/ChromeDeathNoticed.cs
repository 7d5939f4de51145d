using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using XBot.Testing;

namespace XBot.Bench.Keeping;

/// <summary>From the kill of Chrome to the keeper's word of it, beside a bare socket that hears its end: by event, not by the next poll.</summary>
public sealed class ChromeDeathNoticed : IBenchmark
{
    private const double AllowedMilliseconds = 250;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Name => "chrome-death-noticed";

    public string Compares => "from the kill of Chrome to the keeper's event, against the end of a bare WebSocket to the same Chrome; the median may be 250 ms";

    public double? Goal => null;

    public bool Large => false;

    public async Task<Comparison> RunAsync(double scale, CancellationToken ct)
    {
        var rounds = Math.Max(1, (int)(15 * scale));
        var (ours, floor) = (new double[rounds], new double[rounds]);
        await using var chrome = ChromeFixture.Create();
        for (var round = 0; round < rounds; round++)
            (ours[round], floor[round]) = await KillAsync(chrome, ct);
        var median = Rounds.Median(ours);
        return new Comparison(
            median, Rounds.Median(floor), "ms", FormattableString.Invariant($"{rounds} kills, median {median:0.0} ms, worst {ours.Max():0.0} ms: {(median < AllowedMilliseconds ? "within" : "ABOVE")} the {AllowedMilliseconds} ms allowed"));
    }

    private static async Task<(double Ours, double Floor)> KillAsync(ChromeFixture chrome, CancellationToken ct)
    {
        var (status, _) = await chrome.Keeper.EnsureAsync(ct);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(await AddressAsync(status.Port, ct), ct);
        var heard = EndAsync(socket, ct);
        var told = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Tell(string reason) => told.TrySetResult(TimeProvider.System.GetTimestamp());
        chrome.Keeper.Lost += Tell;
        try
        {
            using var process = Process.GetProcessById(status.Pid!.Value);
            var killed = TimeProvider.System.GetTimestamp();
            process.Kill();
            var (ours, floor) = (await told.Task.WaitAsync(Patience, ct), await heard.WaitAsync(Patience, ct));
            return (TimeProvider.System.GetElapsedTime(killed, ours).TotalMilliseconds, TimeProvider.System.GetElapsedTime(killed, floor).TotalMilliseconds);
        }
        finally
        {
            chrome.Keeper.Lost -= Tell;
        }
    }

    private static async Task<Uri> AddressAsync(int port, CancellationToken ct)
    {
        using var http = new HttpClient();
        using var version = JsonDocument.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/json/version"), ct));
        return new Uri(version.RootElement.GetProperty("webSocketDebuggerUrl").GetString()!);
    }

    private static async Task<long> EndAsync(ClientWebSocket socket, CancellationToken ct)
    {
        var buffer = new byte[4096];
        try
        {
            while ((await socket.ReceiveAsync(buffer, ct)).MessageType != WebSocketMessageType.Close)
            {
                // Nothing is expected: nobody attached to anything.
            }
        }
        catch (WebSocketException)
        {
            // The end.
        }

        return TimeProvider.System.GetTimestamp();
    }
}
