using Microsoft.Extensions.Logging;

namespace XBot.App.Supervision;

/// <summary>
/// Calls a dead man's switch after each verified round: somebody outside then notices the silence, also that of a machine that is off. It is never
/// waited for, and its failure harms nothing. The address is a secret: no line holds it.
/// </summary>
internal sealed partial class HeartbeatPing(Uri url, ILogger log) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    // A redirect is not followed: who knows the address may keep it, and whoever it leads to was not chosen by the owner.
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30) }) { Timeout = Deadline };
    private int _underWay;
    private bool _failed;

    /// <summary>At most one call is under way; one that is due meanwhile is left out.</summary>
    public void Send()
    {
        if (Interlocked.Exchange(ref _underWay, 1) == 0)
            _ = Task.Run(SendAsync);
    }

    public void Dispose() => _client.Dispose();

    private async Task SendAsync()
    {
        try
        {
            using var answer = await _client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
            Note(answer.IsSuccessStatusCode ? null
                : (int)answer.StatusCode is >= 300 and < 400 and var redirect ? $"it answers HTTP {redirect}, a redirect, which is not followed: set the address that it leads to"
                : $"it answers HTTP {(int)answer.StatusCode}");
        }
#pragma warning disable CA1031 // Whatever a foreign server does, the loop does not care. Its words may hold the address: the kind is enough.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Note(e switch
            {
                HttpRequestException http => $"no answer: {http.HttpRequestError}",
                OperationCanceledException => $"no answer within {Deadline.TotalSeconds:0} s",
                _ => $"no answer: {e.GetType().Name}",
            });
        }
        finally
        {
            Volatile.Write(ref _underWay, 0);
        }
    }

    // Once when it fails and once when it is back, however often it is called meanwhile.
    private void Note(string? trouble)
    {
        if (trouble is not null && !_failed)
            LogFailed(log, trouble);
        else if (trouble is null && _failed)
            LogBack(log);
        _failed = trouble is not null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "HEARTBEAT_PING_URL cannot be called: {Reason}; rounds go on, and this is said once until it works again")]
    private static partial void LogFailed(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "HEARTBEAT_PING_URL can be called again")]
    private static partial void LogBack(ILogger log);
}
