using Microsoft.Extensions.Logging;
using XBot.Chrome.Cdp;
using XBot.Chrome.Pages;

namespace XBot.Chrome.Keeping;

/// <summary>Closes one page of ours, even one that asks whether it may be left, or that hangs.</summary>
internal sealed class PageCloser(ChromeLink link, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task CloseAsync(string targetId, CancellationToken ct)
    {
        try
        {
            var session = await link.AttachAsync(targetId, ct);
            var dialogs = new PageDialogs(session, log);
            session.Event += dialogs.Handle;
            using var leaving = dialogs.Leaving();
            // Not awaited: it is the hanging renderer that would answer, while the browser, which tells of dialogs, heard it anyway.
            _ = Ignore(session.SendAsync(new EnablePage(), Patience, ct));
            await link.Browser.SendAsync(new CloseTarget(targetId), ct);
            if (await GoesAsync(session, ct))
                return;
            _ = Ignore(session.SendAsync(new CrashPage(), Patience, ct));
            await GoesAsync(session, ct);
            await link.Browser.SendAsync(new CloseTarget(targetId), ct);
        }
        catch (CdpErrorException)
        {
            // No such target: closed meanwhile.
        }
    }

    private async Task<bool> GoesAsync(CdpSession session, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var went = await Task.WhenAny(session.Gone, Task.Delay(Patience, time, enough.Token)) == session.Gone;
        await enough.CancelAsync();
        return went;
    }

    private static async Task Ignore(Task<CdpNothing> sent)
    {
        try
        {
            await sent;
        }
        catch (Exception e) when (e is ChromeGoneException or CdpErrorException or OperationCanceledException)
        {
            // What matters is whether the page goes.
        }
    }
}
