using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using XBot.App.Running;
using XBot.Chrome;
using XBot.Chrome.Keeping;
using XBot.Chrome.Processes;
using XBot.Core.Events;
using XBot.Core.Settings;
using XBot.Core.Stores;
using XBot.Sandbox;
using XBot.Sql;
using XBot.Testing;
using XBot.Tests.Crashes.Desk;

namespace XBot.Tests.Faults;

/// <summary>The daemon as a process of its own, with a real Chromium and a sandbox; seen through its store, as a person sees it.</summary>
internal sealed class FaultDesk : IAsyncDisposable
{
    public const int SigStop = 19;
    public const int SigCont = 18;

    /// <summary>For what surely comes: a busy machine may take its time.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(150);

    private readonly TempFolder _folder;

    private FaultDesk(TempFolder folder, bool hasDisk, SandboxServer sandbox, string profile, int port, HostProcess daemon) =>
        (_folder, HasDisk, Sandbox, Profile, Port, Daemon) = (folder, hasDisk, sandbox, profile, port, daemon);

    /// <summary>The profile lies on a small disk of its own, which can be filled.</summary>
    public bool HasDisk { get; }

    public SandboxServer Sandbox { get; }
    public string Profile { get; }
    public int Port { get; }
    public HostProcess Daemon { get; }
    /// <summary>Where a file on the profile's disk may be made.</summary>
    public string Filler => Path.Combine(_folder.Path, "disk", "filler");

    /// <summary>When the last fault struck: set by those that need time before they do.</summary>
    public DateTimeOffset? StruckAt { get; set; }

    /// <summary>From the start of Chrome's process to the end of the first verified cycle, on this machine as busy as it is: what all bounds are scaled by.</summary>
    public TimeSpan Unit { get; private set; }

    public string UserData => Path.Combine(Profile, "chrome");

    /// <summary>What the keeper noted about its Chrome.</summary>
    public ChromeRecord? Notes => ChromeRecord.Read(Path.Combine(Profile, "chrome.json"));

    public static async Task<FaultDesk> StartAsync(CancellationToken ct)
    {
        var folder = new TempFolder();
        var disk = Directory.CreateDirectory(folder.File("disk")).FullName;
        var hasDisk = await Machine.RunAsync("mount", "-t", "tmpfs", "-o", "size=200m,mode=0700", "tmpfs", disk);
        var sandbox = await SandboxServer.StartAsync(new SandboxOptions { AutoLogin = true }, TimeProvider.System, ct);
        var profile = Directory.CreateDirectory(Path.Combine(disk, "profile")).FullName;
        var port = Ports.Free();
        var daemon = HostProcess.Start("XBot.App", "xbot", ["daemon"],
        [
            ("XBOT_ENV_FILES", "none"), ("RUNNER_PROFILE_DIR", profile), ("RUNNER_ID", "faults"), ("RUNNER_HEADLESS", "true"),
            ("CDP_PORT", port.ToString(CultureInfo.InvariantCulture)), ("X_BASE_URL", new Site(sandbox.Url).Origin),
            ("DAEMON_SLEEP_SECONDS", "0.2"), ("DAEMON_MAX_SLEEP", "1"), ("REPLY_MODE", "auto"), ("CHROME_RESTARTS_PER_HOUR", "3600"),
            ("MAX_REPLIES_PER_HOUR", "1000"), ("MAX_REPLIES_PER_DAY", "1000"),
        ]);
        var desk = new FaultDesk(folder, hasDisk, sandbox, profile, port, daemon);
        try
        {
            var well = await desk.VerifiedAsync(0, ct);
            desk.Unit = well.At - desk.Notes!.StartedAt!.Value;
            return desk;
        }
        catch
        {
            await desk.DisposeAsync();
            throw;
        }
    }

    public static void Signal(ProcessFacts process, int signal) => ProcessProbe.Current.Signal(process, signal);

    /// <summary>The Chrome of the keeper's notes, as it runs now.</summary>
    public ProcessFacts ChromeProcess() => ProcessProbe.Current.Find(Notes!.Pid) ?? throw new InvalidOperationException("Chrome does not run");

    /// <summary>Events after that id, oldest first; none while the store is away.</summary>
    public async Task<IReadOnlyList<StoredEvent>> EventsAsync(long after)
    {
        try
        {
            await using var store = await StoreOpener.OpenForReadingAsync(null, Profile, "faults", CancellationToken.None);
            return store is null ? [] : [.. (await store.Events.ListAsync(new EventQuery(AfterId: after, Limit: 5_000), CancellationToken.None)).OrderBy(found => found.Id)];
        }
        catch (Exception e) when (e is StoreRefusedException or StoreUnavailableException)
        {
            return [];
        }
    }

    public async Task<long> NewestAsync() => (await EventsAsync(0)) is [.., var newest] ? newest.Id : 0;

    /// <summary>The heartbeat at the end of a cycle that found everything well.</summary>
    public static bool IsVerified(StoredEvent found) => IsCycle(found) && (string?)found.Data["status"] == "OK";

    public static bool IsCycle(StoredEvent found) => found.Type == EventTypes.Heartbeat && found.Data["details"]?["cycle"] is JsonValue;

    public Task<StoredEvent> VerifiedAsync(long after, CancellationToken ct) =>
        UntilAsync("a verified cycle", async () => (await EventsAsync(after)).FirstOrDefault(IsVerified), ct);

    public async Task<T> UntilAsync<T>(string what, Func<Task<T?>> look, CancellationToken ct) where T : class
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await look() is { } found)
                return found;
            Assert.False(Daemon.HasExited, $"the daemon ended: {Tail()}");
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Bound, $"{what} did not happen within {Bound.TotalSeconds} s; the daemon said: {Tail()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _ = Libc.Kill(Daemon.Pid, SigCont);
        _ = Libc.Kill(Daemon.Pid, Libc.SigTerm);
        await Daemon.EndsWithinAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
        await Daemon.DisposeAsync();
        var settings = new RunnerSettings { ProfileDir = Profile, RunnerId = "faults", CdpPort = Port, Headless = true, Site = new Site(Sandbox.Url) };
        await using (var keeper = new ChromeKeeper(RunnerHouse.ChromeOptionsOf(settings), TimeProvider.System, NullLogger.Instance))
            await keeper.StopAsync(CancellationToken.None);
        await Sandbox.DisposeAsync();
        if (HasDisk)
            Assert.True(await Machine.RunAsync("umount", "-l", Path.GetDirectoryName(Filler)!), "the small disk stays mounted");
        _folder.Dispose();
    }

    public string Tail() => string.Join('\n', Daemon.Said.Split('\n').TakeLast(25));
}
