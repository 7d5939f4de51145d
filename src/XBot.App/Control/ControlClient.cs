using System.Net.Sockets;
using System.Text.Json;
using XBot.App.CommandLine;
using XBot.Chrome;
using XBot.Core.Pipeline;
using XBot.Core.Sessions;

namespace XBot.App.Control;

/// <summary>A command's side: has the daemon that runs on the profile do it. One operation after another; cancelling one ends the connection.</summary>
public sealed class ControlClient : IRunnerOperations, IAsyncDisposable
{
    // A harvest of many long posts; no reply comes near it.
    private const int MaxReplyBytes = 16 * 1024 * 1024;

    // The kernel takes a connection, and a line, for a process that is stopped: only a word of its own shows that somebody is there.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly ControlLines _lines;

    private ControlClient(Socket socket) => _lines = new ControlLines(new NetworkStream(socket, ownsSocket: true), MaxReplyBytes);

    /// <summary>Null when no daemon listens on the profile.</summary>
    public static async Task<ControlClient?> TryConnectAsync(string profileDir, CancellationToken ct)
    {
        if (new ControlAddress(profileDir).Find() is not { } path)
            return null;
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), ct);
            return new ControlClient(socket);
        }
        catch (SocketException)
        {
            // Left by a daemon that died, or one that is just going.
            socket.Dispose();
            return null;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task<ChromeStatus> StartChromeAsync(CancellationToken ct) => Needed((await AskAsync(new(ControlOperations.StartChrome), ct)).Chrome);

    public async Task<bool> StopChromeAsync(CancellationToken ct) => (await AskAsync(new(ControlOperations.StopChrome), ct)).Changed;

    /// <summary>Disposing it ends the connection, which is how the daemon knows.</summary>
    public async Task<IAsyncDisposable> LendBrowserAsync(CancellationToken ct)
    {
        await AskAsync(new(ControlOperations.LendBrowser), ct);
        return this;
    }

    /// <summary>Ends when the daemon does, or when it breaks off the conversation. Nothing can be asked meanwhile.</summary>
    public async Task EndAsync(CancellationToken ct)
    {
        try
        {
            while (await _lines.ReadAsync(ct) is not null)
            {
                // Nothing was asked: whatever it says is of no matter.
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidDataException)
        {
            // A reset is an end too.
        }
    }

    public async Task<ChromeStatus> ChromeStatusAsync(CancellationToken ct) => Needed((await AskAsync(new(ControlOperations.ChromeStatus), ct)).Chrome);

    public async Task<SessionReport> CheckSessionAsync(CancellationToken ct) => Needed((await AskAsync(new(ControlOperations.CheckSession), ct)).Session);

    public async Task<PipelineReport> RunOnceAsync(CancellationToken ct) => Needed((await AskAsync(new(ControlOperations.RunOnce), ct)).Pipeline);

    public async Task<ReadPostsReply> ReadPostsAsync(ReadPostsRequest request, CancellationToken ct) =>
        Needed((await AskAsync(new(ControlOperations.ReadPosts, Read: request), ct)).Posts);

    public async Task<bool> ResumePostingAsync(string by, CancellationToken ct) => (await AskAsync(new(ControlOperations.ResumePosting, By: by), ct)).Changed;

    public ValueTask DisposeAsync() => _lines.DisposeAsync();

    private async Task<ControlReply> AskAsync(ControlRequest request, CancellationToken ct)
    {
        try
        {
            await _lines.WriteAsync(request, ControlJson.Default.ControlRequest, ct);
            var reply = await ReadAsync(await HearAsync(ct));
            if (reply.Heard)
                reply = await ReadAsync(_lines.ReadAsync(ct));
            return reply.Refused is { } refused ? throw new CommandException(refused.ExitCode, refused.Line) : reply;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw Gone(e);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw NotUnderstood(e);
        }
        catch (OperationCanceledException)
        {
            // A late answer must not be taken for the next one's, and the daemon is to know that nobody waits.
            await DisposeAsync();
            throw;
        }
    }

    private async Task<Task<byte[]?>> HearAsync(CancellationToken ct)
    {
        var line = _lines.ReadAsync(ct);
        using var heard = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (await Task.WhenAny(line, Task.Delay(Silence, TimeProvider.System, heard.Token)) != line && !ct.IsCancellationRequested)
        {
            await DisposeAsync();
            throw Unexpected("the daemon does not answer: it hangs, or was stopped (kill -CONT with its pid, from './xbot status', wakes it); './xbot logs' tells what it did last", null);
        }

        await heard.CancelAsync();
        return line;
    }

    private static async Task<ControlReply> ReadAsync(Task<byte[]?> line) =>
        JsonSerializer.Deserialize(await line ?? throw Gone(null), ControlJson.Default.ControlReply) ?? throw NotUnderstood(null);

    private static T Needed<T>(T? part) where T : class => part ?? throw NotUnderstood(null);

    private static CommandException Gone(Exception? why) => Unexpected("the daemon ended before it answered; './xbot daemon' starts it again", why);

    private static CommandException NotUnderstood(Exception? why) => Unexpected("the daemon's answer was not understood: it is another version than this command; restart the daemon", why);

    private static CommandException Unexpected(string line, Exception? why) => why is null ? new CommandException(line) : new CommandException(line, why);
}
