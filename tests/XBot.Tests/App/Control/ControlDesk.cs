using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using XBot.App.Control;
using XBot.Testing;

namespace XBot.Tests.App.Control;

/// <summary>A profile with a daemon's end of the line and a command's.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ControlDesk : IDisposable
{
    private readonly TempFolder _profile = new("profil ü");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public string Path => _profile.Path;

    public string File(string name) => _profile.File(name);

    public async Task<ControlServer> ServeAsync(IRunnerOperations operations, string? profileDir = null)
    {
        var server = new ControlServer(profileDir ?? Path, operations, TimeProvider.System, NullLogger.Instance);
        await server.StartAsync(Ct);
        return server;
    }

    public async Task<ControlClient> ConnectAsync()
    {
        var client = await ControlClient.TryConnectAsync(Path, Ct);
        Assert.NotNull(client);
        return client;
    }

    public void Dispose() => _profile.Dispose();
}
