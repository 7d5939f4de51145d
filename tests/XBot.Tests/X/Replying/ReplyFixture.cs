using Microsoft.Extensions.Logging.Abstractions;
using XBot.Chrome;
using XBot.Testing;
using XBot.X.Browsers;

namespace XBot.Tests.X.Replying;

/// <summary>One Chromium for the tests that send; each test has a sandbox of its own.</summary>
public sealed class ReplyFixture : IAsyncLifetime
{
    private readonly string _profile = Directory.CreateTempSubdirectory("xbot-reply-tests-").FullName;

    public ChromeKeeper Keeper { get; private set; } = null!;

    public ChromePage Page => Keeper.Page!;

    public SitePage SitePage => new(() => Keeper.Page);

    public async ValueTask InitializeAsync()
    {
        Keeper = new ChromeKeeper(new ChromeOptions { ProfileDir = _profile, Port = Ports.Free(), Headless = true, LoopbackOnly = true }, TimeProvider.System, NullLogger.Instance);
        await Keeper.EnsureAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Keeper.StopAsync(CancellationToken.None);
        await Keeper.DisposeAsync();
        TempFolder.Remove(_profile);
    }
}

[CollectionDefinition(Name)]
public sealed class ReplyTestGroup : ICollectionFixture<ReplyFixture>
{
    public const string Name = "one Chromium for replies";
}
