using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XBot.Tests.Writing;

/// <summary>A language model's endpoint of our own on loopback, which says what it is told to, well or badly.</summary>
internal sealed class LoopbackEndpoint : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Func<NetworkStream, CancellationToken, Task>> _answers = new();
    private readonly Task _serving;

    public LoopbackEndpoint()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>What is answered when nothing is queued.</summary>
    public Func<NetworkStream, CancellationToken, Task> Otherwise { get; set; } = Saying("A fine point, thanks for it.");

    /// <summary>The requests so far: head and body.</summary>
    public ConcurrentQueue<(string Head, string Body)> Requests { get; } = new();

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

    public LoopbackEndpoint Then(params IEnumerable<Func<NetworkStream, CancellationToken, Task>> answers)
    {
        foreach (var answer in answers)
            _answers.Enqueue(answer);
        return this;
    }

    /// <summary>An answer as the protocol has it.</summary>
    public static Func<NetworkStream, CancellationToken, Task> Saying(string? text, string finish = "stop", string? refusal = null) => Status(200, new JsonObject
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion",
        ["created"] = 1780000000,
        ["model"] = "test",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text, ["refusal"] = refusal },
            ["finish_reason"] = finish,
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 10, ["completion_tokens"] = 5, ["total_tokens"] = 15 },
    }.ToJsonString());

    public static Func<NetworkStream, CancellationToken, Task> Status(int status, string body, string more = "") => (stream, ct) =>
        stream.WriteAsync(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} Test\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{more}\r\n{body}")), ct).AsTask();

    /// <summary>Says nothing until the other side gives up.</summary>
    public static Func<NetworkStream, CancellationToken, Task> Silence => async (stream, ct) =>
    {
        while (await stream.ReadAsync(new byte[1], ct) > 0)
        {
        }
    };

    /// <summary>Begins an answer and never ends it.</summary>
    public static Func<NetworkStream, CancellationToken, Task> Dripping => async (stream, ct) =>
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"u8.ToArray(), ct);
        await Silence(stream, ct);
    };

    /// <summary>The message with that role in a request's body.</summary>
    public static string Message(string body, string role) => string.Concat(JsonDocument.Parse(body).RootElement.GetProperty("messages").EnumerateArray()
        .Where(message => message.GetProperty("role").GetString() == role)
        .Select(message => message.GetProperty("content") is { ValueKind: JsonValueKind.String } text ? text.GetString() : message.GetProperty("content")[0].GetProperty("text").GetString()));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            var stream = client.GetStream();
            if (await ReadAsync(stream) is not { } request)
                return;
            Requests.Enqueue(request);
            await (_answers.TryDequeue(out var answer) ? answer : Otherwise)(stream, _stop.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The other side went away, or the test is over.
        }
    }

    private async Task<(string Head, string Body)?> ReadAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var buffer = new byte[8192];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0)
                return null;
            bytes.AddRange(buffer[..read]);
            var text = Encoding.UTF8.GetString([.. bytes]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
                continue;
            var head = text[..end];
            var length = head.Split("\r\n").Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Select(line => int.Parse(line.Split(':')[1], CultureInfo.InvariantCulture)).FirstOrDefault();
            if (bytes.Count >= Encoding.UTF8.GetByteCount(head) + 4 + length)
                return (head, text[(end + 4)..]);
        }
    }
}
