using Microsoft.Extensions.Logging;

namespace XBot.App.Supervision;

/// <summary>One of the things that a daemon does at the same time.</summary>
/// <param name="Name">Completes "the … failed".</param>
/// <param name="RunAsync">Returns when, and only when, it is asked to.</param>
internal sealed record DaemonPart(string Name, Func<CancellationToken, Task> RunAsync);

/// <summary>A part of the daemon ended although nobody asked it to.</summary>
internal sealed class PartFailedException(string part, Exception? failure)
    : Exception($"the {part} {(failure is null ? "ended although nobody asked it to" : $"failed: {failure.GetType().Name}: {failure.Message}")}; the daemon ends with it, to be started again", failure)
{
    public string Part { get; } = part;
}

/// <summary>
/// Parts that live and die together: a daemon with one of them missing looks alive and is not (a green light and no work for two days). Whatever ends
/// before it was asked to ends them all, and with them the process, with a failure.
/// </summary>
internal static partial class OneFate
{
    /// <summary>How long the others have, once one failed, to end as they should.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Returns when <paramref name="stop"/> is cancelled and all have ended.</summary>
    /// <exception cref="PartFailedException">One of them failed, or ended unasked.</exception>
    public static async Task RunAsync(IReadOnlyList<DaemonPart> parts, TimeProvider time, ILogger log, CancellationToken stop)
    {
        using var fate = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var failed = new TaskCompletionSource<PartFailedException>(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = Task.WhenAll(parts.Select(part => LiveAsync(part)));
        if (await Task.WhenAny(all, failed.Task) == failed.Task)
        {
            await fate.CancelAsync();
            // One that does not listen must not keep the process alive.
            await Task.WhenAny(all, Task.Delay(Patience, time, CancellationToken.None));
            throw await failed.Task;
        }

        await all;
        if (failed.Task.IsCompleted)
            throw await failed.Task;

        async Task LiveAsync(DaemonPart part)
        {
            Exception? failure = null;
            try
            {
                await part.RunAsync(fate.Token);
            }
            catch (OperationCanceledException) when (fate.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever a part throws means the same: it is gone.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failure = e;
            }

            if (failure is null && fate.IsCancellationRequested)
                return;
            var end = new PartFailedException(part.Name, failure);
            // The first one is the reason; what follows from it is told as well.
            LogFailed(log, end.Message, failure);
            failed.TrySetResult(end);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "{What}")]
    private static partial void LogFailed(ILogger log, string what, Exception? failure);
}
