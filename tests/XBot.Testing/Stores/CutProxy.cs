using System.Net;
using System.Net.Sockets;

namespace XBot.Testing.Stores;

/// <summary>A wire to a server on loopback that can be cut: what is connected is torn, what comes is refused, until it is mended.</summary>
public sealed class CutProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly HashSet<TcpClient> _open = [];
    private readonly int _target;
    private readonly Task _accepting;
    private bool _cut;

    public CutProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Cut()
    {
        lock (_lock)
        {
            _cut = true;
            foreach (var client in _open)
                client.Close();
            _open.Clear();
        }
    }

    public void Mend()
    {
        lock (_lock)
            _cut = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Cut();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
            _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
    }

    private async Task ServeAsync(TcpClient near)
    {
        using var far = new TcpClient();
        try
        {
            if (!Keep(near))
                return;
            await far.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            if (!Keep(far))
                return;
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), _end.Token), far.GetStream().CopyToAsync(near.GetStream(), _end.Token));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // Cut.
        }
        finally
        {
            lock (_lock)
            {
                _open.Remove(near);
                _open.Remove(far);
            }

            near.Dispose();
        }
    }

    private bool Keep(TcpClient client)
    {
        lock (_lock)
            return !_cut && _open.Add(client);
    }
}
