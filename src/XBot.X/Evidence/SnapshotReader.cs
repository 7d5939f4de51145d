using System.Text.Json;
using Microsoft.Extensions.Logging;
using XBot.Chrome;
using XBot.Core.Browsers;
using XBot.X.Browsers;
using XBot.X.Sessions;

namespace XBot.X.Evidence;

/// <summary>Takes a page's screenshot and redacted HTML. What the page does not give is missing, never an error: evidence must not cost the work.</summary>
public sealed partial class SnapshotReader(SitePage page, EvidenceOptions options, ILogger log)
{
    private static readonly string Redact = PageScript.Load("Evidence/redact.js");

    private readonly JsonElement argument = JsonDocument.Parse($"{{\"limit\":{options.MaxHtml}}}").RootElement;

    public async Task<PageSnapshot> TakeAsync(CancellationToken ct) => new(
        await TryAsync("screenshot", () => page.UseAsync(open => open.ScreenshotAsync(ct))).ConfigureAwait(false),
        await TryAsync("HTML", () => page.CallAsync(Redact, argument, SessionJson.Default.String, ct)).ConfigureAwait(false));

    private async Task<T?> TryAsync<T>(string what, Func<Task<T>> take) where T : class
    {
        try
        {
            return await take().ConfigureAwait(false);
        }
        catch (Exception e) when (e is BrowserLostException or ChromeScriptException)
        {
            LogMissing(log, what, e.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "No {What} of the page was kept: {Reason}")]
    private static partial void LogMissing(ILogger log, string what, string reason);
}
