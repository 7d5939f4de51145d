using XBot.Core.Events;

namespace XBot.Tests.Faults;

/// <summary>Strikes a running daemon at a random moment, and measures until it is well again.</summary>
internal sealed class FaultRun(FaultDesk desk, Random chance)
{
    public async Task<FaultFigures> StrikeAsync(Fault fault, CancellationToken ct)
    {
        await desk.VerifiedAsync(await desk.NewestAsync(), ct);
        // Anywhere in a cycle or between two.
        await Task.Delay(TimeSpan.FromSeconds(chance.NextDouble()), TimeProvider.System, ct);
        var before = new Before(await desk.NewestAsync(), desk.Notes?.Page, desk.Daemon.Said.Length);
        desk.StruckAt = null;
        var begun = TimeProvider.System.GetUtcNow();
        var mend = await fault.Strike(desk, ct);
        var struck = desk.StruckAt ?? begun;
        try
        {
            return fault.Harmless ? await EndureAsync(fault, before, struck, ct) : await HealAsync(fault, before, struck, mend, ct);
        }
        finally
        {
            if (mend is not null)
                await mend();
        }
    }

    private async Task<FaultFigures> EndureAsync(Fault fault, Before before, DateTimeOffset struck, CancellationToken ct)
    {
        var first = await desk.VerifiedAsync(before.Event, ct);
        var second = await desk.VerifiedAsync(first.Id, ct);
        var lost = (await desk.EventsAsync(before.Event)).Count(found => FaultDesk.IsCycle(found) && !FaultDesk.IsVerified(found));
        return new FaultFigures(fault, desk.Unit, null, second.At - struck, lost);
    }

    private async Task<FaultFigures> HealAsync(Fault fault, Before before, DateTimeOffset struck, Func<Task>? mend, CancellationToken ct)
    {
        var (noticed, after) = await NoticeAsync(fault, before, struck, ct);
        var from = struck;
        if (mend is not null)
        {
            from = TimeProvider.System.GetUtcNow();
            await mend();
        }

        var well = await desk.VerifiedAsync(fault.WithinCycle ? after - 1 : after, ct);
        var lost = (await desk.EventsAsync(before.Event)).Count(found => found.Id < well.Id && FaultDesk.IsCycle(found) && !FaultDesk.IsVerified(found));
        return new FaultFigures(fault, desk.Unit, noticed - struck, well.At - from, lost);
    }

    /// <returns>When it was noticed, and after which event only a cycle counts that knew of it.</returns>
    private async Task<(DateTimeOffset At, long After)> NoticeAsync(Fault fault, Before before, DateTimeOffset struck, CancellationToken ct)
    {
        var found = await desk.UntilAsync($"the notice of \"{fault}\"", async () =>
        {
            fault.Again?.Invoke(desk);
            foreach (var one in await desk.EventsAsync(before.Event))
                if (fault.WithinCycle ? FaultDesk.IsCycle(one) && one.At >= struck : IsNotice(one, fault))
                    return new Notice(one.At, one.Id);
            if (fault.Log is { } line && desk.Daemon.Said[before.Said..].Contains(line, StringComparison.Ordinal))
                return new Notice(TimeProvider.System.GetUtcNow(), await desk.NewestAsync());
            // A page that does not answer is replaced within the cycle, which then goes on: the notes alone tell.
            return !fault.WithinCycle && fault.Says is null && fault.Log is null && desk.Notes?.Page is { } now && now != before.Page ? new Notice(TimeProvider.System.GetUtcNow(), await desk.NewestAsync()) : null;
        }, ct);
        return (found.At, found.After);
    }

    private static bool IsNotice(StoredEvent found, Fault fault) => fault.Says is { } words
        ? found.Type == EventTypes.Heartbeat && ((string?)found.Data["error"])?.Contains(words, StringComparison.Ordinal) == true
        : fault.Log is null && (found.Type == EventTypes.ChromeLost || (FaultDesk.IsCycle(found) && !FaultDesk.IsVerified(found)));

    private sealed record Before(long Event, string? Page, int Said);

    private sealed record Notice(DateTimeOffset At, long After);
}
