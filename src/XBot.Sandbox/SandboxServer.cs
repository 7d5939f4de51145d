using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using XBot.Sandbox.Faults;
using XBot.Sandbox.GraphQl;
using XBot.Sandbox.Http;
using XBot.Sandbox.Visitors;
using XBot.Sandbox.World;

namespace XBot.Sandbox;

/// <summary>An X that we own: a web app on 127.0.0.1 that behaves like X's web client where it matters, with a ledger of what it accepted.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SandboxWorld _world;
    private readonly FaultBoard _faults;
    private readonly ControlEndpoints _control;
    private readonly SessionStore _sessions;

    private SandboxServer(WebApplication app, SandboxWorld world, FaultBoard faults, ControlEndpoints control, SessionStore sessions)
    {
        (_app, _world, _faults, _control, _sessions) = (app, world, faults, control, sessions);
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>http://127.0.0.1:PORT/</summary>
    public Uri Url { get; }

    /// <summary>Every post the sandbox accepted, in order, whoever sent it; emptied by a reset.</summary>
    public IReadOnlyList<LedgerEntry> Ledger => _world.Ledger;

    /// <summary>The values of the secret cookies that were given out: nothing that a client writes down may hold one.</summary>
    public IReadOnlyList<string> Secrets => _sessions.Issued;

    /// <summary>
    /// Arms a fault, as POST /__sandbox/faults does; <paramref name="delayMs"/> 0 takes the fault's own delay. Throws
    /// <see cref="SandboxException"/> with one line for an unknown name or a number out of range.
    /// </summary>
    public void Arm(string fault, int times = 1, int delayMs = 0) => _control.Arm(fault, times, delayMs == 0 ? null : delayMs);

    /// <summary>One of the invented people posts something new: home shows it first, and the ledger has it as what it is, no reply.</summary>
    public void Publish() => _world.Publish();

    /// <summary>Starts listening. Throws <see cref="SandboxException"/> with one line when the port is taken or the timeline file cannot be read.</summary>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, TimeProvider time, CancellationToken ct)
    {
        var world = WorldOf(options, time);
        var faults = new FaultBoard();
        var sessions = new SessionStore();
        var files = new WebFiles();
        var control = new ControlEndpoints(world, faults, sessions);
        var graphQl = new GraphQlEndpoint(new GraphQlQueries(world), new CreateTweet(world, faults, time), faults, sessions);
        var answer = new SandboxApp(control, new DocumentEndpoint(options, files, sessions, faults), graphQl, new LoginEndpoint(world, sessions), files, faults, time);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        // The host's own lifetime would take SIGTERM and Ctrl-C away from the program the sandbox runs in.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var app = builder.Build();
        app.Run(answer.Answer);
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException taken)
        {
            faults.Dispose();
            await app.DisposeAsync();
            throw new SandboxException($"port {options.Port}: the sandbox cannot listen on 127.0.0.1:{options.Port}; choose a free port, or 0", taken);
        }

        return new SandboxServer(app, world, faults, control, sessions);
    }

    public async ValueTask DisposeAsync()
    {
        _faults.Clear();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _faults.Dispose();
    }

    private static SandboxWorld WorldOf(SandboxOptions options, TimeProvider time) =>
        new(options.TimelineFile is { } file ? CapturedTimeline.Read(file) : InventedPosts.Make(options.Seed, time.GetUtcNow()), options.Seed, time);

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
