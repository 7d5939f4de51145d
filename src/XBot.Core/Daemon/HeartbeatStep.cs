using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using XBot.Core.Heartbeats;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.Core.Daemon;

/// <summary>Writes down what the cycle found, in both tables and in the log.</summary>
public sealed partial class HeartbeatStep(RunnerSettings settings, IHeartbeatStore store, IStageWatch stages, TimeProvider time, ILogger<HeartbeatStep> log)
{
    public const string Stage = "heartbeat";

    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    public async Task RunAsync(long cycle, CycleStatus status, int failures, TimeSpan sleep)
    {
        stages.Enter(Stage, Deadline);
        var now = time.GetUtcNow();
        var name = status.Status.Name();
        var what = status.Error ?? status.Pipeline ?? status.SessionReason ?? "";
        var seconds = Math.Round(sleep.TotalSeconds, 1);
        LogCycle(log, cycle, name, what, seconds);
        var details = new JsonObject
        {
            ["cycle"] = cycle,
            ["mode"] = ModeName(settings.ReplyMode),
            ["paused"] = status.Paused,
            ["frozen"] = status.FrozenReason is not null,
            ["frozen_reason"] = status.FrozenReason,
            ["browser"] = status.Browser,
            ["browser_detail"] = status.BrowserDetail,
            ["session"] = status.Session,
            ["session_reason"] = status.SessionReason,
            ["handle"] = status.Handle,
            ["account_id"] = status.AccountId,
            ["owner"] = status.Owner,
            ["owns"] = status.Owns,
            ["pipeline"] = status.Pipeline,
            ["sleep_seconds"] = Math.Round(sleep.TotalSeconds, 3),
            ["next_wake_at"] = StoredTime.Truncate(now + sleep).ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        };
        // A stop must not lose the last heartbeat; the store's own deadlines bound it.
        await store.RecordAsync(new Heartbeat(status.Status, failures, status.Error, details, now), CancellationToken.None);
    }

    /// <summary>As REPLY_MODE spells it.</summary>
    public static string ModeName(ReplyMode mode) => mode switch
    {
        ReplyMode.Shadow => "shadow",
        ReplyMode.Auto => "auto",
        _ => "approve",
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "cycle {Cycle}: {Status} {What} (next in {Sleep} s)")]
    private static partial void LogCycle(ILogger log, long cycle, string status, string what, double sleep);
}
