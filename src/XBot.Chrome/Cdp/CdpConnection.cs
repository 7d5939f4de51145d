using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace XBot.Chrome.Cdp;

/// <summary>
/// One connection to one browser. A new connection is a new object with pending commands and sessions of its own, so an answer that an
/// old one still delivers can reach nobody. Whatever is pending fails the moment the socket ends.
/// </summary>
internal sealed class CdpConnection : IAsyncDisposable
{
    private readonly CdpSocket _socket;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<long, CdpPending> _pending = new();
    private readonly ConcurrentDictionary<string, CdpSession> _sessions = new();
    private readonly Channel<(CdpSession Session, CdpEvent Event)> _events =
        Channel.CreateUnbounded<(CdpSession, CdpEvent)>(new() { SingleReader = true, SingleWriter = true });
    private readonly Task _work;
    private long _lastId;

    private CdpConnection(CdpSocket socket, TimeSpan deadline, TimeProvider time)
    {
        _socket = socket;
        _time = time;
        Deadline = deadline;
        Browser = new CdpSession(this, null);
        _work = Task.WhenAll(Task.Run(ReceiveAsync), Task.Run(SendAsync), Task.Run(DispatchAsync));
    }

    /// <summary>How long a command may take when its caller says nothing.</summary>
    public TimeSpan Deadline { get; }

    /// <summary>The session of the browser itself.</summary>
    public CdpSession Browser { get; }

    public static async Task<CdpConnection> ConnectAsync(CdpDial dial, Uri endpoint, TimeSpan deadline, TimeProvider time, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        try
        {
            return new CdpConnection(new CdpSocket(await dial(endpoint, either.Token)), deadline, time);
        }
        catch (Exception e) when (e is WebSocketException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new ChromeGoneException($"Chrome's DevTools at {endpoint.Authority} accepted no connection: {e.Message}", e);
        }
    }

    /// <summary>Attaches to one target, ours; nothing is ever attached to by itself.</summary>
    public async Task<CdpSession> AttachAsync(string targetId, CancellationToken ct)
    {
        var attached = await Browser.SendAsync(new AttachToTarget(targetId, Flatten: true), ct);
        return _sessions.GetOrAdd(attached.SessionId, id => new CdpSession(this, id));
    }

    public async Task<TResult> SendAsync<TResult>(CdpSession session, CdpCommand<TResult> command, TimeSpan deadline, CancellationToken ct)
    {
        var id = Interlocked.Increment(ref _lastId);
        var pending = new CdpPending(session, command.Method);
        _pending[id] = pending;
        // Looked at after it was registered: whoever ends the session in between finds it in the table.
        if (session.GoneBecause is { } reason)
            pending.Fail(reason);
        else
            _socket.Send(CdpMessage.Write(id, session.Id, command));
        try
        {
            return CdpMessage.Read<TResult>(await pending.Answer.WaitAsync(deadline, _time, ct));
        }
        catch (TimeoutException e)
        {
            throw new ChromeGoneException($"Chrome did not answer {command.Method} within {deadline.TotalSeconds:0.#} s", e);
        }
        catch (JsonException e)
        {
            throw new ChromeGoneException($"Chrome answered {command.Method} in a shape we do not know: {e.Message}", e);
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Fail("the connection to Chrome was let go");
        await _work;
    }

    /// <summary>Ends one session, or with the browser's session everything.</summary>
    public void Fail(CdpSession session, string reason)
    {
        if (session.Id is null)
        {
            Fail(reason);
            return;
        }

        _sessions.TryRemove(session.Id, out _);
        session.End(reason);
        foreach (var pending in _pending.Values.Where(pending => pending.Session == session))
            pending.Fail(reason);
    }

    private void Fail(string reason)
    {
        foreach (var session in _sessions.Values)
            Fail(session, reason);
        Browser.End(reason);
        foreach (var pending in _pending.Values)
            pending.Fail(reason);
        _events.Writer.TryComplete();
        _ending.Cancel();
        _socket.Dispose();
    }

    private async Task ReceiveAsync()
    {
        string reason;
        try
        {
            reason = await _socket.ReceiveLoopAsync(Receive, _ending.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            reason = "the connection to Chrome ended";
        }
#pragma warning disable CA1031 // Not JSON, or of a shape that we do not know: without answers and events every call would wait for its deadline, again and again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            reason = $"Chrome sent something that we do not understand: {e.Message}";
        }

        Fail(reason);
    }

    private async Task SendAsync()
    {
        try
        {
            await _socket.SendLoopAsync(_ending.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            Fail("the connection to Chrome ended");
        }
    }

    /// <summary>Handlers run here, in the order of the events: a slow one delays other events, never an answer nor the news of a crash.</summary>
    private async Task DispatchAsync()
    {
        try
        {
            await foreach (var (session, happened) in _events.Reader.ReadAllAsync())
                session.Raise(happened);
        }
#pragma warning disable CA1031 // Whatever it is: without events the page would go on answering while nobody hears of its dialogs and loads.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail($"an event of Chrome could not be handled: {e.Message}");
        }
    }

    private void Receive(ReadOnlyMemory<byte> bytes)
    {
        // The document lives as long as somebody reads from it; the bytes are the socket's, hence the copy.
        var message = JsonDocument.Parse(bytes.ToArray()).RootElement;
        if (message.TryGetProperty("id", out var id))
        {
            if (_pending.TryGetValue(id.GetInt64(), out var pending))
                pending.Complete(message);
            return;
        }

        var method = message.GetProperty("method").GetString()!;
        var parameters = message.TryGetProperty("params", out var given) ? given : default;
        var session = message.TryGetProperty("sessionId", out var sessionId) ? _sessions.GetValueOrDefault(sessionId.GetString()!) : Browser;
        if (method == CdpEvents.DetachedFromTarget)
        {
            if (_sessions.TryGetValue(CdpMessage.Read<Detached>(parameters).SessionId, out var detached))
                Fail(detached, "the page was closed");
        }
        else if (method == CdpEvents.TargetCrashed && session is not null)
        {
            Fail(session, "the page crashed");
        }
        else if (session is not null)
        {
            _events.Writer.TryWrite((session, new CdpEvent(method, parameters)));
        }
    }
}
