using Microsoft.Playwright;
using XBot.Tests.Sandbox;

[assembly: AssemblyFixture(typeof(PlaywrightBrowser))]

namespace XBot.Tests.Sandbox;

/// <summary>One Chromium for all tests that drive the sandbox with a client we did not write; started when the first test asks for it.</summary>
public sealed class PlaywrightBrowser : IAsyncDisposable
{
    // In milliseconds, for what surely comes.
    private const float Patience = 120_000;

    private readonly Lazy<Task<(IPlaywright, IBrowser)>> _started = new(StartAsync);

    /// <summary>A page in a context of its own: cookies are shared with nobody.</summary>
    public async Task<IPage> NewPageAsync(Uri site)
    {
        var (_, browser) = await _started.Value;
        var context = await browser.NewContextAsync(new() { BaseURL = site.ToString(), ViewportSize = new() { Width = 1280, Height = 900 } });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_started.IsValueCreated || !_started.Value.IsCompletedSuccessfully) return;
        var (playwright, browser) = await _started.Value;
        await browser.CloseAsync();
        playwright.Dispose();
    }

    private static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Headless = true,
            Timeout = Patience,
            ChromiumSandbox = !string.Equals(Environment.UserName, "root", StringComparison.Ordinal),
            Args = ["--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        });
        return (playwright, browser);
    }
}
