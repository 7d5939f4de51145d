using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using XBot.App.Running;

namespace XBot.App.Control;

/// <summary>
/// The daemon's side of the socket in its profile: commands beside a running daemon are done by it. The file's mode keeps other users out.
/// Its owner holds the profile's <see cref="InstanceLock"/>.
/// </summary>
public sealed partial class ControlServer(string profileDir, IRunnerOperations operations, TimeProvider time, ILogger log) : IAsyncDisposable
{
    private const int Backlog = 16;

    private static readonly TimeSpan AfterFailedAccept = TimeSpan.FromSeconds(1);

    private readonly ControlAddress _address = new(profileDir);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<ControlConversation, Task> _conversations = new();
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;

    /// <summary>Where it listens; null before <see cref="StartAsync"/>.</summary>
    public string? Path { get; private set; }

    /// <summary>Listens when it returns.</summary>
    public Task StartAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Path = _address.Claim();
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        // Between Bind and Listen nobody can connect yet.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, OwnerFile.Mode);
        _listener.Listen(Backlog);
        _accepting = AcceptAsync(_listener);
        return Task.CompletedTask;
    }

    /// <summary>Returns when cancelled, though commands are served until disposal; ends with its failure when it can serve no more.</summary>
    public async Task ServeAsync(CancellationToken stop)
    {
        var stopped = Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
        if (await Task.WhenAny(_accepting, stopped) == _accepting)
            await _accepting;
    }

    /// <summary>Ends what may be ended, waits for the rest, and leaves no socket behind.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        _listener?.Dispose();
        // Its failure is told by ServeAsync.
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_conversations.Values);
        if (Path is not null)
            _address.Clear();
        _stopping.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Serve(await listener.AcceptAsync(_stopping.Token));
            }
            catch (Exception e) when (_stopping.IsCancellationRequested && e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                LogNotAccepted(log, e.Message);
                await Task.Delay(AfterFailedAccept, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Serve(Socket peer)
    {
        var conversation = new ControlConversation(operations, peer, log);
        var serving = conversation.ServeAsync(_stopping.Token);
        _conversations[conversation] = serving;
        _ = serving.ContinueWith(_ => _conversations.TryRemove(conversation, out var _), TaskScheduler.Default);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A command could not connect to the daemon: {Reason}")]
    private static partial void LogNotAccepted(ILogger log, string reason);
}
