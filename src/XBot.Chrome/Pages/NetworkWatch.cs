using System.Text;
using XBot.Chrome.Cdp;
using XBot.Chrome.Pages;

namespace XBot.Chrome;

/// <summary>
/// A running watch over the page's requests. It remembers the last <see cref="MaxExchanges"/> exchanges, with at most
/// <see cref="MaxBodyLength"/> characters of bodies together: beyond that the oldest are dropped.
/// </summary>
public sealed class NetworkWatch : IDisposable
{
    /// <summary>How many exchanges are remembered.</summary>
    public const int MaxExchanges = 1000;

    /// <summary>How many characters of request and answer bodies are remembered, all exchanges together.</summary>
    public const int MaxBodyLength = 32 * 1024 * 1024;

    private readonly CdpSession _session;
    private readonly Func<string, bool> _wanted;
    private readonly TimeProvider _time;
    private readonly ExchangeLog _log = new(MaxExchanges, MaxBodyLength);
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal NetworkWatch(CdpSession session, Func<string, bool> wanted, TimeProvider time)
    {
        _session = session;
        _wanted = wanted;
        _time = time;
        session.Event += Handle;
    }

    /// <summary>Every wanted exchange so far, in order of its request, each in its latest form.</summary>
    public IReadOnlyList<NetworkExchange> Exchanges
    {
        get
        {
            lock (_lock)
                return _log.Snapshot();
        }
    }

    /// <summary>Completes with the first exchange, in its latest form, for which <paramref name="match"/> holds. Throws <see cref="TimeoutException"/> after the deadline.</summary>
    /// <exception cref="ChromeGoneException">The page went away: nothing more can come.</exception>
    public async Task<NetworkExchange> WaitAsync(Func<NetworkExchange, bool> match, TimeSpan deadline, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(deadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        while (true)
        {
            IReadOnlyList<NetworkExchange> exchanges;
            Task changed;
            lock (_lock)
                (exchanges, changed) = (_log.Snapshot(), _changed.Task);
            if (exchanges.FirstOrDefault(match) is { } found)
                return found;
            if (_session.GoneBecause is { } reason)
                throw new ChromeGoneException($"waiting for the page's requests: {reason}");
            try
            {
                await Task.WhenAny(changed, _session.Gone).WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                throw new TimeoutException($"no such exchange within {deadline.TotalSeconds:0.#} s");
            }
        }
    }

    public void Dispose() => _session.Event -= Handle;

    private void Handle(CdpEvent happened)
    {
        switch (happened.Method)
        {
            case CdpEvents.RequestWillBeSent:
                Requested(CdpMessage.Read<RequestWillBeSent>(happened.Params));
                break;
            case CdpEvents.ResponseReceived:
                var received = CdpMessage.Read<ResponseReceived>(happened.Params);
                Change(received.RequestId, exchange => exchange with { Status = received.Response.Status });
                break;
            case CdpEvents.LoadingFinished:
                var finished = CdpMessage.Read<LoadingFinished>(happened.Params).RequestId;
                if (Knows(finished))
                    _ = FetchBodyAsync(finished);
                break;
            case CdpEvents.LoadingFailed:
                var failed = CdpMessage.Read<LoadingFailed>(happened.Params);
                Change(failed.RequestId, exchange => exchange with { Failure = failed.ErrorText, Done = true });
                break;
        }
    }

    private void Requested(RequestWillBeSent sent)
    {
        // A redirect goes on under the same id; what it answered so far is an exchange of its own.
        if (sent.RedirectResponse is { } redirect)
            Change(sent.RequestId, exchange => exchange with { Status = redirect.Status, Done = true });
        var (url, method, body, hasBody) = sent.Request;
        if (!_wanted(url))
            return;
        lock (_lock)
            _log.Add(new NetworkExchange(sent.RequestId, method, url, body, null, null, null));
        Tell();
        if (body is null && hasBody == true)
            _ = FetchPostDataAsync(sent.RequestId);
    }

    private async Task FetchPostDataAsync(string requestId)
    {
        try
        {
            var sent = await _session.SendAsync(new GetRequestPostData(requestId), CancellationToken.None);
            Change(requestId, exchange => exchange with { RequestBody = sent.PostData });
        }
        catch (Exception e) when (e is CdpErrorException or ChromeGoneException)
        {
            // A file or a stream: Chrome has no text of it.
        }
    }

    private async Task FetchBodyAsync(string requestId)
    {
        string? text = null;
        try
        {
            var body = await _session.SendAsync(new GetResponseBody(requestId), CancellationToken.None);
            text = body.Base64Encoded ? Encoding.UTF8.GetString(Convert.FromBase64String(body.Body)) : body.Body;
        }
        catch (Exception e) when (e is CdpErrorException or ChromeGoneException)
        {
            // The page went on to another document, or the body was too big to be kept.
        }

        Change(requestId, exchange => exchange with { Body = text, Done = true });
    }

    private bool Knows(string requestId)
    {
        lock (_lock)
            return _log.Knows(requestId);
    }

    private void Change(string requestId, Func<NetworkExchange, NetworkExchange> change)
    {
        lock (_lock)
        {
            if (!_log.Replace(requestId, change))
                return;
        }

        Tell();
    }

    private void Tell()
    {
        TaskCompletionSource changed;
        lock (_lock)
            (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        changed.TrySetResult();
    }
}
