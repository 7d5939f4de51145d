using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace XBot.BareClient;

/// <summary>
/// A DevTools client as bare as one can be: it reads the same page with the same scripts at the same pace as the daemon, parses the answers and keeps
/// nothing. What it holds in memory is the floor for what the daemon may hold.
/// </summary>
/// <remarks>Arguments: the page's WebSocket address, seconds between two rounds, how many rounds (then it waits to be ended), and files with one expression each. One line a round on standard output.</remarks>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var pause = TimeSpan.FromSeconds(double.Parse(args[1], CultureInfo.InvariantCulture));
        var rounds = int.Parse(args[2], CultureInfo.InvariantCulture);
        var expressions = args.Skip(3).Select(File.ReadAllText).ToArray();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(args[0]), CancellationToken.None);
        var buffer = new byte[1 << 16];
        var id = 0;
        await AskAsync("Network.enable", null);
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var expression in expressions)
                await AskAsync("Runtime.evaluate", expression);
            await AskAsync("Network.getCookies", null);
            await Console.Out.WriteLineAsync(round.ToString(CultureInfo.InvariantCulture));
            await Task.Delay(pause);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan);
        return 0;

        async Task AskAsync(string method, string? expression)
        {
            using var question = new MemoryStream();
            await using (var json = new Utf8JsonWriter(question))
            {
                json.WriteStartObject();
                json.WriteNumber("id", ++id);
                json.WriteString("method", method);
                if (expression is not null)
                {
                    json.WriteStartObject("params");
                    json.WriteString("expression", expression);
                    json.WriteBoolean("returnByValue", true);
                    json.WriteBoolean("awaitPromise", true);
                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }

            await socket.SendAsync(question.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            while (true)
            {
                using var answer = await ReceiveAsync();
                if (!answer.RootElement.TryGetProperty("id", out var answered) || answered.GetInt32() != id)
                    continue;
                if (answer.RootElement.TryGetProperty("error", out var error) || (answer.RootElement.GetProperty("result").TryGetProperty("exceptionDetails", out error)))
                    throw new InvalidOperationException(error.GetRawText());
                return;
            }
        }

        async Task<JsonDocument> ReceiveAsync()
        {
            using var message = new MemoryStream();
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                    return JsonDocument.Parse(Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length));
            }
        }
    }
}
