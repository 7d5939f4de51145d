using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using XBot.Core.Events;
using XBot.Core.Replies;
using XBot.Core.Settings;
using XBot.Core.Stores;
using XBot.Core.Watching;

namespace XBot.Core.Daemon;

/// <summary>
/// Tells of inactivity, and names the likely reason. It stops nothing. A stand-by has nothing to tell, its account's owner does; once it takes over,
/// its silence counts from then.
/// </summary>
public sealed class WatchdogStep(RunnerSettings settings, IRunnerStore store, IStageWatch stages, TimeProvider time)
{
    private const string FirstStartKey = "first_start";
    private const string EpisodeKey = "quiet_episode";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private bool _stoodBy;
    private DateTimeOffset? _tookOver;

    public async Task RunAsync(CycleStatus status, CancellationToken ct)
    {
        stages.Enter("watchdog", Deadline);
        var now = time.GetUtcNow();
        if (StandsBy(status, now))
            return;
        var firstStart = await FirstStartAsync(now, ct);
        var lastPost = (await store.Events.LatestAsync(EventTypes.PostSuccess, ct))?.At;
        var lastPlan = await store.Plans.LastExecutionAsync(ct);
        var latest = new[] { lastPost, lastPlan, _tookOver }.Max();
        var episode = await store.Facts.GetAsync(EpisodeKey, ct) is { } json ? JsonSerializer.Deserialize(json, WatchdogJson.Default.QuietEpisode) : null;

        var verdict = ActivityWatchdog.Judge(now, latest, firstStart, settings.NoActivityAlert, episode);
        if (verdict.Episode == episode)
            return;
        IReadOnlyList<RunnerEvent> events = verdict.Alert ? [await AlertAsync(status, now, lastPost, lastPlan, firstStart, ct)] : [];
        var kept = verdict.Episode is null ? null : JsonSerializer.Serialize(verdict.Episode, WatchdogJson.Default.QuietEpisode);
        await store.Facts.SetAsync(EpisodeKey, kept, now, ct, events);
    }

    private bool StandsBy(CycleStatus status, DateTimeOffset now)
    {
        if (status.Owner is not null && !status.Owns)
            return _stoodBy = true;
        if (_stoodBy && status.Owns)
            (_stoodBy, _tookOver) = (false, now);
        // A round that could not ask says nothing new.
        return _stoodBy;
    }

    private async Task<DateTimeOffset> FirstStartAsync(DateTimeOffset now, CancellationToken ct)
    {
        if (await store.Facts.GetAsync(FirstStartKey, ct) is { } json)
            return JsonSerializer.Deserialize(json, WatchdogJson.Default.DateTimeOffset);
        await store.Facts.SetAsync(FirstStartKey, JsonSerializer.Serialize(now, WatchdogJson.Default.DateTimeOffset), now, ct);
        return now;
    }

    private async Task<RunnerEvent> AlertAsync(
        CycleStatus status, DateTimeOffset now, DateTimeOffset? lastPost, DateTimeOffset? lastPlan, DateTimeOffset firstStart, CancellationToken ct)
    {
        double Hours(DateTimeOffset? since) => Math.Round((now - (since ?? firstStart)).TotalHours, 4);
        return new RunnerEvent(EventTypes.NoActivity, EventSeverity.Warning, new JsonObject
        {
            ["hours_since_post"] = Hours(lastPost),
            ["hours_since_plan"] = Hours(lastPlan),
            ["threshold_hours"] = settings.NoActivityAlert.TotalHours,
            ["ever_posted"] = lastPost is not null,
            ["likely_reason"] = await ReasonAsync(status, ct),
        }, now);
    }

    private async Task<string> ReasonAsync(CycleStatus status, CancellationToken ct)
    {
        if (status.Paused)
            return "paused";
        if (status.FrozenReason is { } frozen)
            return $"posting is frozen: {frozen}";
        if (status.Error is { } error)
            return error;
        if (!settings.RunnerMode)
            return "RUNNER_MODE is false: checks only";
        if (settings.ReplyMode == ReplyMode.Shadow)
            return "shadow mode: nothing leaves";
        var account = status.AccountId is { } id ? new AccountKey(settings.Site.Origin, id) : null;
        var queue = await store.Replies.CountAsync(account, ct);
        if (queue.GetValueOrDefault(ReplyState.NeedsHuman) is > 0 and var doubts)
            return $"{doubts} replies wait for a person to say whether they are on X";
        if (queue.GetValueOrDefault(ReplyState.Drafted) is > 0 and var drafts)
            return $"{drafts} drafts wait for a person's approval";
        return queue.GetValueOrDefault(ReplyState.Approved) > 0 ? "replies are due, but a limit holds them back" : "the queue is empty: no eligible candidate was found";
    }
}

[JsonSerializable(typeof(QuietEpisode))]
[JsonSerializable(typeof(DateTimeOffset))]
internal sealed partial class WatchdogJson : JsonSerializerContext;
