using System.Text.Json;
using System.Text.Json.Serialization;
using XBot.Core.Stores;

namespace XBot.Core.Drafting;

/// <param name="Used">Drafts asked for on that UTC day.</param>
public sealed record DraftDay(DateOnly Day, int Used);

/// <summary>How many drafts a writer that costs money may be asked for in a UTC day. Taken before the question and kept in the store: no restart resets it.</summary>
public sealed class DraftBudget(IFactStore facts, int perDay, TimeProvider time)
{
    private const string Key = "draft_budget";

    public int PerDay => perDay;

    public async Task<bool> TryTakeAsync(CancellationToken ct)
    {
        var day = await TodayAsync(ct);
        if (day.Used >= perDay)
            return false;
        await SetAsync(day with { Used = day.Used + 1 }, ct);
        return true;
    }

    /// <summary>The question got no answer: it cost nothing.</summary>
    public async Task GiveBackAsync(CancellationToken ct)
    {
        var day = await TodayAsync(ct);
        await SetAsync(day with { Used = Math.Max(0, day.Used - 1) }, ct);
    }

    // A clock that was set back opens no second budget for a day: the later one counts on until it is over, or for two days at most.
    private async Task<DraftDay> TodayAsync(CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var kept = await facts.GetAsync(Key, ct) is { } json ? JsonSerializer.Deserialize(json, BudgetJson.Default.DraftDay) : null;
        return kept is not null && kept.Day >= today && kept.Day.DayNumber - today.DayNumber <= 2 ? kept : new DraftDay(today, 0);
    }

    private Task SetAsync(DraftDay day, CancellationToken ct) => facts.SetAsync(Key, JsonSerializer.Serialize(day, BudgetJson.Default.DraftDay), time.GetUtcNow(), ct);
}

[JsonSerializable(typeof(DraftDay))]
internal sealed partial class BudgetJson : JsonSerializerContext;
