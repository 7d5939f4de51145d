using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using XBot.Chrome;

namespace XBot.Testing;

/// <summary>A real, headless Chrome on a profile and a port of its own, with no way to any host but loopback. Ended and removed on disposal.</summary>
/// <remarks>
/// <code>
/// await using var chrome = await ChromeFixture.StartAsync();
/// await chrome.Page.NavigateAsync(url, TimeSpan.FromSeconds(30), ct);
/// </code>
/// </remarks>
public sealed class ChromeFixture : IAsyncDisposable
{
    private readonly TempFolder _folder;

    private ChromeFixture(TempFolder folder, ChromeOptions options, ILogger log)
    {
        _folder = folder;
        Options = options;
        Keeper = new ChromeKeeper(options, TimeProvider.System, log);
    }

    public ChromeOptions Options { get; }

    public ChromeKeeper Keeper { get; }

    public string ProfileDir => Options.ProfileDir;

    /// <summary>Our page; only while Chrome runs.</summary>
    public ChromePage Page => Keeper.Page ?? throw new InvalidOperationException("there is no page: EnsureAsync first");

    /// <summary>A keeper whose Chrome is not started yet.</summary>
    public static ChromeFixture Create(string folderName = "", Func<ChromeOptions, ChromeOptions>? change = null, ILogger? log = null)
    {
        var folder = new TempFolder(folderName);
        var options = new ChromeOptions { ProfileDir = folder.Path, Port = Ports.Free(), Headless = true, LoopbackOnly = true };
        return new ChromeFixture(folder, change?.Invoke(options) ?? options, log ?? NullLogger.Instance);
    }

    public static async Task<ChromeFixture> StartAsync(string folderName = "", Func<ChromeOptions, ChromeOptions>? change = null, ILogger? log = null, CancellationToken ct = default)
    {
        var chrome = Create(folderName, change, log);
        try
        {
            await chrome.Keeper.EnsureAsync(ct);
            return chrome;
        }
        catch
        {
            await chrome.DisposeAsync();
            throw;
        }
    }

    /// <summary>Another keeper on the same profile, as another process of ours would have one.</summary>
    public ChromeKeeper AnotherKeeper(Func<ChromeOptions, ChromeOptions>? change = null) =>
        new(change?.Invoke(Options) ?? Options, TimeProvider.System, NullLogger.Instance);

    public async ValueTask DisposeAsync()
    {
        await Keeper.StopAsync(CancellationToken.None);
        await Keeper.DisposeAsync();
        _folder.Dispose();
    }
}
