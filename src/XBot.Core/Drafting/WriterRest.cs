using System.Text.Json.Nodes;
using XBot.Core.Events;
using XBot.Core.Settings;

namespace XBot.Core.Drafting;

/// <summary>A writer that cannot work is left alone for a while, longer each time. Nothing else waits for it.</summary>
internal sealed class WriterRest(RunnerSettings settings, IReplyWriter writer, IEventStore events, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestAskedFor = TimeSpan.FromHours(1);

    private int _failures;
    private long _since;
    private TimeSpan _rest;
    private string? _reason;

    /// <summary>Why the writer is not asked now; null when it may be.</summary>
    public string? Holds() => _reason is not null && time.GetElapsedTime(_since) is var rested && rested < _rest
        ? $"the writer {writer.Name} rests {(_rest - rested).TotalSeconds:0} s more: {_reason}"
        : null;

    public void Worked() => (_failures, _reason) = (0, null);

    public async Task FailedAsync(WrittenReply.Failed failed, CancellationToken ct)
    {
        _failures++;
        var rest = settings.Sleep * Math.Pow(2, Math.Min(_failures, 16) - 1);
        rest = rest < Longest ? rest : Longest;
        if (failed.Rest is { } asked && asked > rest)
            rest = asked < LongestAskedFor ? asked : LongestAskedFor;
        (_since, _rest, _reason) = (time.GetTimestamp(), rest, failed.Reason);

        var now = time.GetUtcNow();
        await events.AppendAsync(new RunnerEvent(EventTypes.WriterFailed, EventSeverity.Warning, new JsonObject
        {
            ["writer"] = writer.Name,
            ["reason"] = failed.Reason,
            ["failures_in_a_row"] = _failures,
            ["rest_seconds"] = Math.Round(rest.TotalSeconds, 1),
        }, now), ct);
        if (failed.Fix is null || _failures > 1)
            return;
        await events.AppendAsync(new RunnerEvent(EventTypes.RunnerAlert, EventSeverity.Error, new JsonObject
        {
            ["what"] = $"the writer {writer.Name} cannot work: no drafts are written",
            ["reason"] = failed.Reason,
            ["fix"] = failed.Fix,
        }, now), ct);
    }
}
