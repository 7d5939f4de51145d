using XBot.Core.Browsers;
using XBot.Core.Replies;

namespace XBot.Core.Reconciling;

/// <summary>
/// The browser check of a life that begins: a page in which a dead run may have left a reply half sent is closed, its dialog too, before anybody looks
/// at it. What is written there could still be sent by a hand or a late script.
/// </summary>
/// <param name="account">The profile's account; null before one is bound, when nothing can have been sent.</param>
public sealed class CleanStartBrowser(IBrowserCheck browser, IReplyStore replies, Func<AccountKey?> account) : IBrowserCheck
{
    // What was released or is in doubt may still stand in the box, when the run that ended so could not clear it.
    private static readonly ReplyState[] MayBeWritten = [ReplyState.Sending, ReplyState.Clicking, ReplyState.NotSent, ReplyState.Unknown];

    private bool _clean;

    public event Action<string> Lost
    {
        add => browser.Lost += value;
        remove => browser.Lost -= value;
    }

    public bool IsUp => browser.IsUp;

    public async Task<BrowserReport> EnsureAsync(CancellationToken ct)
    {
        var report = await browser.EnsureAsync(ct);
        if (_clean || !report.Ready)
            return report;
        try
        {
            if (account() is { } key && (await replies.ListAsync(new ReplyQuery(MayBeWritten, key, Limit: 1), ct)).Count > 0)
                await browser.RenewPageAsync(ct);
        }
        catch (BrowserLostException e)
        {
            return report with { Ready = false, Detail = e.Message };
        }

        _clean = true;
        return report;
    }

    public Task RenewPageAsync(CancellationToken ct) => browser.RenewPageAsync(ct);

    public Task<RecycledBrowser?> RecycleAsync(CancellationToken ct) => browser.RecycleAsync(ct);
}
