using Microsoft.Playwright;
using XBot.Tests.Sandbox;

[assembly: AssemblyFixture(typeof(PlaywrightBrowser))]

namespace XBot.Tests.Sandbox;

/// <summary>One Chromium for all tests that drive the sandbox with a client we did not write; started when the first test asks for it.</summary>
public sealed class PlaywrightBrowser : IAsyncDisposable
{
    private readonly Lazy<Task<(IPlaywright, IBrowser)>> _started = new(StartAsync);

    /// <summary>A page in a context of its own: cookies are shared with nobody.</summary>
    public async Task<IPage> NewPageAsync(Uri site)
    {
        var (_, browser) = await _started.Value;
        var context = await browser.NewContextAsync(new() { BaseURL = site.ToString(), ViewportSize = new() { Width = 1280, Height = 900 } });
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_started.IsValueCreated) return;
        var (playwright, browser) = await _started.Value;
        await browser.CloseAsync();
        playwright.Dispose();
    }

    private static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Headless = true,
            ChromiumSandbox = !string.Equals(Environment.UserName, "root", StringComparison.Ordinal),
            Args = ["--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        });
        return (playwright, browser);
    }
}
