using Microsoft.Extensions.Logging;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.Core.Retention;

/// <summary>Forgets what is old enough, in small batches, while nobody works with the browser: never while a reply is being sent.</summary>
/// <param name="turn">Held by a cycle and by commands that need the browser.</param>
public sealed partial class RetentionRun(RunnerSettings settings, IRunnerStore store, SemaphoreSlim turn, TimeProvider time, ILogger<RetentionRun> log)
{
    /// <summary>A transaction of that many rows takes milliseconds.</summary>
    private const int BatchRows = 500;

    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Rest = TimeSpan.FromHours(1);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var wait = Breath;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(wait, time, stop);
                wait = await PassAsync(stop) ? Breath : Rest;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Tidying may fail; the loop tells of a store that is away.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                LogFailed(log, failure.Message);
                wait = Rest;
            }
        }
    }

    /// <summary>One batch of each kind.</summary>
    /// <returns>Whether more may be left.</returns>
    public async Task<bool> PassAsync(CancellationToken ct)
    {
        var (now, all, more) = (time.GetUtcNow(), 0, false);
        foreach (var (type, before) in RetentionPolicy.CutsAt(now, settings))
            more |= await BatchAsync(() => store.Events.PruneAsync(type, before, BatchRows, ct), ct);
        more |= await BatchAsync(() => store.Candidates.PruneAsync(RetentionPolicy.CandidatesAt(now, settings), BatchRows, ct), ct);
        if (all > 0)
            LogForgotten(log, all);
        return more;

        async Task<bool> BatchAsync(Func<Task<int>> prune, CancellationToken cancelled)
        {
            await turn.WaitAsync(cancelled);
            try
            {
                var gone = await prune();
                all += gone;
                return gone == BatchRows;
            }
            finally
            {
                turn.Release();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Rows} rows were old enough to be forgotten")]
    private static partial void LogForgotten(ILogger log, int rows);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old rows could not be forgotten: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
