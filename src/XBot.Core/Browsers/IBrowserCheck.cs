namespace XBot.Core.Browsers;

/// <summary>Keeps our Chrome and our one page there.</summary>
public interface IBrowserCheck
{
    /// <summary>Chrome and our page are there, as far as is known without asking them.</summary>
    bool IsUp { get; }

    /// <summary>Adopts or starts our Chrome and attaches to our page. Refusals and failures are told in the report, not thrown.</summary>
    Task<BrowserReport> EnsureAsync(CancellationToken ct);

    /// <summary>Closes our page, its dialogs and half-written texts too, and opens a fresh one. Throws <see cref="BrowserLostException"/>.</summary>
    Task RenewPageAsync(CancellationToken ct);

    /// <summary>
    /// At a quiet moment: replaces a page or a browser that has become too old or too large. Throws <see cref="BrowserLostException"/> when the fresh one does not come.
    /// </summary>
    /// <returns>What was replaced; null when nothing had to be.</returns>
    Task<RecycledBrowser?> RecycleAsync(CancellationToken ct);

    /// <summary>Raised from another thread the moment the browser or its page is gone, with the reason.</summary>
    event Action<string> Lost;
}
