using Microsoft.Extensions.Logging;
using XBot.Chrome.Cdp;
using XBot.Chrome.Processes;

namespace XBot.Chrome.Keeping;

/// <summary>Our hold of one running Chrome: the process, the connection, and the page once there is one.</summary>
internal sealed class ChromeLink(ProcessFacts process, string version, CdpConnection connection, TimeProvider time, ILogger log) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private bool _released;

    public ProcessFacts Process => process;

    public string Version => version;

    public ChromePage? Page { get; private set; }

    /// <summary>The browser's own session: for tabs, and for the end.</summary>
    public CdpSession Browser => connection.Browser;

    /// <summary>Whether Chrome as a whole still is there.</summary>
    public bool IsUp => connection.Browser.GoneBecause is null;

    /// <summary>Raised once for each page that goes without our doing, or with the whole Chrome.</summary>
    public event Action<string>? Lost;

    public Task<CdpSession> AttachAsync(string targetId, CancellationToken ct) => connection.AttachAsync(targetId, ct);

    public Task<ChromePage> AttachPageAsync(string targetId, TimeSpan deadline, CancellationToken ct) =>
        ChromePage.AttachAsync(connection, targetId, deadline, time, log, ct);

    /// <summary>Takes a page as ours and watches over it; the one before, if any, is no longer missed.</summary>
    public void Take(ChromePage page)
    {
        lock (_lock)
            Page = page;
        _ = WatchAsync(page);
    }

    /// <summary>The process told its end before the socket did.</summary>
    public void Fail(string reason) => connection.Fail(connection.Browser, reason);

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
            (Page, _released) = (null, true);
        await connection.DisposeAsync();
    }

    private async Task WatchAsync(ChromePage page)
    {
        var reason = await page.Session.Gone;
        lock (_lock)
        {
            if (Page != page || _released)
                return;
            Page = null;
        }

        Lost?.Invoke(reason);
    }
}
