using XBot.App.Logging;
using XBot.App.Running;
using XBot.Core.Events;
using XBot.Core.Settings;
using XBot.Core.Stores;
using XBot.Sandbox;
using XBot.Sql;
using XBot.Testing;

namespace XBot.Tests.App.Daemon;

/// <summary>A real daemon in this process: real Chromium, real SQLite, a sandbox of its own; looked at through the store, as a person would.</summary>
public sealed class DaemonDesk : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TempFolder _folder;
    private readonly CancellationTokenSource _stop = new();
    private readonly RunnerLog _log;
    private readonly Task _running;

    private DaemonDesk(SandboxServer sandbox, RunnerSettings settings, TempFolder folder)
    {
        Sandbox = sandbox;
        Settings = settings;
        _folder = folder;
        _log = new RunnerLog(settings.ProfileDir, null, TimeProvider.System);
        _running = new DaemonRun(settings, service: false, TimeProvider.System, _log).RunAsync(_stop.Token);
    }

    public SandboxServer Sandbox { get; }
    public RunnerSettings Settings { get; }
    public string Database => Path.Combine(Settings.ProfileDir, StoreOpener.FileName);

    public static async Task<DaemonDesk> StartAsync(Func<RunnerSettings, RunnerSettings>? change = null)
    {
        var folder = new TempFolder();
        var sandbox = await SandboxServer.StartAsync(new SandboxOptions { AutoLogin = true }, TimeProvider.System, TestContext.Current.CancellationToken);
        var settings = new RunnerSettings
        {
            ProfileDir = folder.File("profile"),
            RunnerId = "test",
            CdpPort = Ports.Free(),
            Headless = true,
            Site = new Site(sandbox.Url),
            Sleep = TimeSpan.FromSeconds(0.3),
            MaxSleep = TimeSpan.FromSeconds(1),
            ReplyMode = ReplyMode.Auto,
            ReplyWriter = ReplyWriterKind.Canned,
            MaxRepliesPerHour = 1000,
            MaxRepliesPerDay = 1000,
        };
        settings = change?.Invoke(settings) ?? settings;
        ProfileFolder.Prepare(settings.ProfileDir);
        return new DaemonDesk(sandbox, settings, folder);
    }

    /// <summary>Waits until the store holds what is looked for; fails with what it held instead.</summary>
    public async Task<T> UntilAsync<T>(string what, Func<IRunnerStore, Task<T?>> look)
    {
        var ct = TestContext.Current.CancellationToken;
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (_running.IsFaulted)
                await _running;
            await using (var store = await ReadAsync(ct))
            {
                if (store is not null && await look(store) is { } found)
                    return found;
                if (TimeProvider.System.GetElapsedTime(began) > Patience)
                    Assert.Fail($"{what} did not happen; the last events: {(store is null ? "no store" : string.Join(" | ", (await store.Events.ListAsync(new EventQuery(Limit: 12), ct)).Select(e => $"{e.Type} {e.Data.ToJsonString()}")))}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, ct);
        }
    }

    private async Task<IRunnerStore?> ReadAsync(CancellationToken ct)
    {
        try
        {
            return await StoreOpener.OpenForReadingAsync(null, Settings.ProfileDir, "test", ct);
        }
        catch (StoreRefusedException)
        {
            // The daemon is just making it.
            return null;
        }
    }

    /// <summary>A heartbeat with that status, newer than the event <paramref name="after"/>.</summary>
    public Task<StoredEvent> HeartbeatAsync(string status, long after = 0) => UntilAsync($"a heartbeat {status}", async store =>
        (await store.Events.ListAsync(new EventQuery([EventTypes.Heartbeat], Limit: 500, AfterId: after), CancellationToken.None))
            .LastOrDefault(beat => beat.Data["status"]!.GetValue<string>() == status));

    public Task<StoredEvent> EventAsync(string type, long after = 0) => UntilAsync($"an event {type}", async store =>
        (await store.Events.ListAsync(new EventQuery([type], Limit: 500, AfterId: after), CancellationToken.None)) is [.., var first] ? first : null);

    /// <summary>The clean stop: returns when the daemon did.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await using (var keeper = new XBot.Chrome.ChromeKeeper(RunnerHouse.ChromeOptionsOf(Settings), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance))
            await keeper.StopAsync(CancellationToken.None);
        await Sandbox.DisposeAsync();
        _log.Dispose();
        _stop.Dispose();
        _folder.Dispose();
    }
}
