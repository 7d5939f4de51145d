namespace XBot.Chrome.Cdp;

/// <summary>A conversation with one target over the browser's connection.</summary>
/// <param name="id">Null for the browser itself.</param>
internal sealed class CdpSession(CdpConnection connection, string? id)
{
    private readonly TaskCompletionSource<string> _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string? Id => id;

    /// <summary>Raised in order, away from the thread that receives; handlers are quick and do not throw.</summary>
    public event Action<CdpEvent>? Event;

    /// <summary>Completes, with the reason, when nothing will be answered any more.</summary>
    public Task<string> Gone => _gone.Task;

    public string? GoneBecause => _gone.Task.IsCompleted ? _gone.Task.Result : null;

    /// <exception cref="ChromeGoneException">The session is gone, or the deadline passed.</exception>
    /// <exception cref="CdpErrorException">Chrome refused.</exception>
    public Task<TResult> SendAsync<TResult>(CdpCommand<TResult> command, CancellationToken ct) =>
        connection.SendAsync(this, command, connection.Deadline, ct);

    public Task<TResult> SendAsync<TResult>(CdpCommand<TResult> command, TimeSpan deadline, CancellationToken ct) =>
        connection.SendAsync(this, command, deadline, ct);

    public void End(string reason) => _gone.TrySetResult(reason);

    public void Raise(CdpEvent happened) => Event?.Invoke(happened);
}
