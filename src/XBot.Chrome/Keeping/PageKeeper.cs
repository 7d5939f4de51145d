using Microsoft.Extensions.Logging;
using XBot.Chrome.Cdp;

namespace XBot.Chrome.Keeping;

/// <summary>
/// Keeps exactly one page of ours in Chrome. Ours are the ones noted in the record, those that still show the address we make them
/// with, and before the first note the one that Chrome was started with; every other tab is neither attached to nor closed.
/// </summary>
internal sealed partial class PageKeeper(ChromeLink link, ChromeFolder folder, ChromeOptions options, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);
    private readonly PageCloser _closer = new(link, time, log);

    /// <summary>Attaches to our page of before when it still answers, else to a fresh one, and closes all other pages of ours.</summary>
    /// <param name="started">Chrome was just started: the page it opens by itself is awaited instead of making a second one.</param>
    public async Task<ChromePage> EnsureAsync(bool started, CancellationToken ct)
    {
        var ours = started ? await FirstAsync(ct) : await OursAsync(ct);
        var known = Record().Page;
        foreach (var target in ours.OrderByDescending(target => target.TargetId == known))
        {
            try
            {
                var page = await link.AttachPageAsync(target.TargetId, options.PingDeadline, ct);
                await KeepAsync(page, ours, ct);
                return page;
            }
            catch (Exception e) when (link.IsUp && e is ChromeGoneException or CdpErrorException)
            {
                LogReplaced(log, e.Message);
            }
        }

        return await CreateAsync(ours, ct);
    }

    /// <summary>A fresh page instead of what there is.</summary>
    public async Task<ChromePage> RenewAsync(CancellationToken ct) => await CreateAsync(await OursAsync(ct), ct);

    private async Task<ChromePage> CreateAsync(IReadOnlyList<TargetInfo> old, CancellationToken ct)
    {
        // Made before the old one is closed: a window that loses its last tab takes Chrome with it.
        var created = await link.Browser.SendAsync(new CreateTarget(ChromeArguments.FreshPage), ct);
        var page = await link.AttachPageAsync(created.TargetId, options.CommandDeadline, ct);
        await KeepAsync(page, old, ct);
        return page;
    }

    private async Task KeepAsync(ChromePage page, IReadOnlyList<TargetInfo> ours, CancellationToken ct)
    {
        // Noted first: what is not closed when we are killed now is closed next time.
        var leftovers = ours.Select(target => target.TargetId).Where(id => id != page.TargetId).ToList();
        (Record() with { Page = page.TargetId, Leftovers = leftovers }).Write(folder.RecordFile);
        link.Take(page);
        foreach (var id in leftovers)
            await _closer.CloseAsync(id, ct);
    }

    private async Task<IReadOnlyList<TargetInfo>> OursAsync(CancellationToken ct)
    {
        var record = Record();
        var targets = await link.Browser.SendAsync(new GetTargets(), ct);
        return [.. targets.TargetInfos.Where(target => target.Type == "page" && (
            target.TargetId == record.Page ||
            record.Leftovers.Contains(target.TargetId) ||
            target.Url == ChromeArguments.FreshPage ||
            (record.Page is null && target.Url == ChromeArguments.FirstPage)))];
    }

    private async Task<IReadOnlyList<TargetInfo>> FirstAsync(CancellationToken ct)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            var ours = await OursAsync(ct);
            if (ours.Count > 0 || time.GetElapsedTime(begun) > options.PingDeadline)
                return ours;
            await Task.Delay(Glance, time, ct);
        }
    }

    private ChromeRecord Record() => ChromeRecord.Read(folder.RecordFile) ?? ChromeRecord.Of(link.Process, options.Port, link.Version);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Our page is replaced by a fresh one: {Reason}")]
    private static partial void LogReplaced(ILogger log, string reason);
}
