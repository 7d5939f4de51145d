using Microsoft.Extensions.Logging.Abstractions;
using XBot.Chrome;
using XBot.Core.Settings;
using XBot.Testing;
using XBot.X;
using XBot.X.Browsers;
using XBot.X.Reading;
using XBot.X.Sessions;

namespace XBot.Tests.X;

/// <summary>One Chromium and one loopback site for all tests of this collection, which run one after another.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private readonly string profile = Directory.CreateTempSubdirectory("xbot-x-tests-").FullName;
    private ChromeKeeper keeper = null!;

    public string Profile => profile;

    internal PageServer Server { get; private set; } = null!;

    public ChromePage Page => keeper.Page!;

    public ChromeKeeper Keeper => keeper;

    public async ValueTask InitializeAsync()
    {
        Server = await PageServer.StartAsync();
        keeper = new ChromeKeeper(new ChromeOptions { ProfileDir = profile, Port = Ports.Free(), Headless = true, LoopbackOnly = true }, TimeProvider.System, NullLogger.Instance);
        await keeper.EnsureAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await keeper.StopAsync(CancellationToken.None);
        await keeper.DisposeAsync();
        await Server.DisposeAsync();
        TempFolder.Remove(profile);
    }

    /// <summary>The room's eyes on a loopback site, patient enough for a busy machine, and quick where nothing is to come.</summary>
    internal SiteReaders Readers(Uri? site = null, SessionOptions? session = null, ReadingOptions? reading = null, TimeProvider? time = null, string? profileDir = null, string? selectors = null)
    {
        var settings = new RunnerSettings { ProfileDir = profileDir ?? profile, RunnerId = "test", Site = new Site(site ?? Server.Url), SelectorsFile = selectors };
        return new SiteReaders(
            new SitePage(keeper), settings,
            session ?? SessionOptions.For(settings.Site) with { LoadDeadline = TimeSpan.FromSeconds(30), MarkDeadline = TimeSpan.FromSeconds(1) },
            reading ?? ReadingOptions.For(settings.Site) with { LoadDeadline = TimeSpan.FromSeconds(30), ContentDeadline = TimeSpan.FromSeconds(1) },
            time ?? TimeProvider.System, NullLoggerFactory.Instance);
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserCollectionDefinition : ICollectionFixture<BrowserFixture>
{
    public const string Name = "one Chromium for the readers";
}
