using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using XBot.App.CommandLine;

namespace XBot.App.Control;

/// <summary>One command's connection: a request line, a line that it was heard, its reply line, and so on until it leaves.</summary>
internal sealed partial class ControlConversation(IRunnerOperations operations, Socket peer, ILogger log)
{
    private const int MaxRequestBytes = 64 * 1024;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private IAsyncDisposable? _lent;

    /// <summary>Ends without an exception, whatever the peer or the operation does.</summary>
    public async Task ServeAsync(CancellationToken stopping)
    {
        // A stop lets whoever asked have the answer, but waits for nobody who was stopped in the middle of reading it.
        using var late = new CancellationTokenSource();
        await using var stop = stopping.Register(() => late.CancelAfter(Farewell));
        await using var lines = new ControlLines(new NetworkStream(peer, ownsSocket: true), MaxRequestBytes);
        try
        {
            var next = lines.ReadAsync(stopping);
            while (await next is { } line)
            {
                // The next line is read ahead: only so is it seen that the peer has left.
                next = lines.ReadAsync(stopping);
                var reply = await AnswerAsync(line, lines, next, late.Token, stopping);
                await lines.WriteAsync(reply, ControlJson.Default.ControlReply, late.Token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // The command went away, or the daemon stops.
        }
        catch (InvalidDataException e)
        {
            LogRefused(log, e.Message);
        }
        finally
        {
            // However the borrower went: what was lent comes back.
            if (_lent is not null)
                await _lent.DisposeAsync();
        }
    }

    private async Task<ControlReply> AnswerAsync(byte[] line, ControlLines lines, Task peerSpeaks, CancellationToken late, CancellationToken stopping)
    {
        var request = Parse(line);
        if (request is null)
            return ControlReply.Refuse(ExitCodes.UnexpectedError, "the daemon did not understand the command");
        await lines.WriteAsync(new ControlReply { Heard = true }, ControlJson.Default.ControlReply, late);
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var operation = DoAsync(request, abandoned.Token);
        if (ControlOperations.MayBeAbandoned(request.Operation) && await Task.WhenAny(operation, peerSpeaks) == peerSpeaks && HasLeft(peerSpeaks))
            await abandoned.CancelAsync();
        return await operation;
    }

    private static bool HasLeft(Task peerSpeaks) => !peerSpeaks.IsCompletedSuccessfully || peerSpeaks is Task<byte[]?> { Result: null };

    private async Task<ControlReply> DoAsync(ControlRequest request, CancellationToken ct)
    {
        try
        {
            return request switch
            {
                { Operation: ControlOperations.StartChrome } => new ControlReply { Chrome = await operations.StartChromeAsync(ct) },
                { Operation: ControlOperations.StopChrome } => new ControlReply { Changed = await operations.StopChromeAsync(ct) },
                { Operation: ControlOperations.LendBrowser } => await LendAsync(ct),
                { Operation: ControlOperations.ChromeStatus } => new ControlReply { Chrome = await operations.ChromeStatusAsync(ct) },
                { Operation: ControlOperations.CheckSession } => new ControlReply { Session = await operations.CheckSessionAsync(ct) },
                { Operation: ControlOperations.RunOnce } => new ControlReply { Pipeline = await operations.RunOnceAsync(ct) },
                { Operation: ControlOperations.ReadPosts, Read: { } read } => new ControlReply { Posts = await operations.ReadPostsAsync(read, ct) },
                { Operation: ControlOperations.ResumePosting } => new ControlReply { Changed = await operations.ResumePostingAsync(request.By ?? "", ct) },
                _ => ControlReply.Refuse(ExitCodes.UnexpectedError, $"the daemon does not know '{request.Operation}': it is another version than this command; restart the daemon"),
            };
        }
        catch (OperationCanceledException)
        {
            return ControlReply.Refuse(ExitCodes.UnexpectedError, "the daemon stopped before it was done");
        }
#pragma warning disable CA1031 // Whatever an operation throws belongs to the command that asked; the daemon goes on.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            var (exitCode, line) = Failures.Describe(failure);
            if (exitCode == ExitCodes.UnexpectedError)
                LogFailed(log, failure, request.Operation);
            return ControlReply.Refuse(exitCode, line);
        }
    }

    private async Task<ControlReply> LendAsync(CancellationToken ct)
    {
        _lent = await operations.LendBrowserAsync(ct);
        return new ControlReply { Changed = true };
    }

    private static ControlRequest? Parse(byte[] line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ControlJson.Default.ControlRequest) is { Operation: not null } request ? request : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A command sent what is no command: {Reason}")]
    private static partial void LogRefused(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "'{Operation}', asked for by a command, failed")]
    private static partial void LogFailed(ILogger log, Exception failure, string operation);
}
