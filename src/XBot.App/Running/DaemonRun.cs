using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using XBot.App.Control;
using XBot.App.Logging;
using XBot.App.Supervision;
using XBot.Core.Daemon;
using XBot.Core.Events;
using XBot.Core.Heartbeats;
using XBot.Core.Retention;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.App.Running;

/// <summary>One life of the daemon: everything is put together, runs until stopped, and is taken apart in order.</summary>
public sealed partial class DaemonRun(RunnerSettings settings, bool service, TimeProvider time, RunnerLog log)
{
    private const string Closing = "closing";

    // Below what a supervisor waits before it kills: a hang says so itself, and ends with a failure.
    private static readonly TimeSpan ToClose = TimeSpan.FromSeconds(Service.ServiceDefinition.StopSeconds - 5);

    /// <summary>For one try at the store: looking at every page of a large file, or moving it to a new schema, may take minutes.</summary>
    private static readonly TimeSpan ToOpen = TimeSpan.FromMinutes(30);

    private readonly ILogger _log = log.CreateLogger(nameof(DaemonRun));
    private readonly KeptHeartbeats _kept = new(settings.ProfileDir);

    internal HouseParts Parts { get; init; } = HouseParts.Standard;

    /// <summary>Who started us and wants to hear of us; null: nobody.</summary>
    internal SystemdNotify? Systemd { get; init; }

    internal Supervisor Supervisor { get; init; }

    /// <summary>Holds sleep off; null: nothing can, or the owner does not want it.</summary>
    internal AwakeProgram? Awake { get; init; }

    /// <summary>Learns that a round was good; null: nobody counts.</summary>
    internal StartLedger? Starts { get; init; }

    /// <summary>Failed starts before this one.</summary>
    internal FailedStarts Before { get; set; } = FailedStarts.None;

    /// <summary>By what a hang is measured; the daemon's own time unless a test stops it.</summary>
    internal TimeProvider? StageTime { get; init; }

    /// <summary>Returns at the clean stop. The caller holds the profile's <see cref="InstanceLock"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        // A store that is away may be waited for longer than a supervisor waits for a start: ready means that somebody watches.
        using var stages = new StageWatch(StageTime ?? time, log.CreateLogger<StageWatch>()) { Alive = Systemd is { } systemd ? systemd.Alive : null };
        Systemd?.Ready();
        using var leaving = stop.Register(() => Systemd?.Stopping());
        await using var house = await OpenHouseAsync(stages, stop);
        using var wake = new WakeSignal(time);
        using var pause = new PauseWatch(house.Stop, wake, time);
        var clock = new ClockWatch(wake, time);
        var browser = new BrowserStep(house.Browser, house.Restarts, house.Store, stages, time);
        house.Browser.Lost += reason =>
        {
            browser.NoteLoss(reason);
            wake.Wake();
        };

        house.Browser.Free += wake.Wake;

        await TellAsync(house.Store, EventTypes.DaemonStarted, stop);
        await AlertCrashLoopAsync(house.Store, stop);
        using var ping = settings.HeartbeatPingUrl is { } url ? new HeartbeatPing(url, log.CreateLogger<HeartbeatPing>()) : null;
        var loop = Loop(house, browser, pause, clock, wake, stages, () =>
        {
            Starts?.Verified();
            ping?.Send();
        });
        await using (var control = new ControlServer(settings.ProfileDir, new LocalOperations(house), time, log.CreateLogger<ControlServer>()))
        {
            await control.StartAsync(stop);
            LogStarted(_log, settings.ProfileDir, settings.Site.Origin, house.Store.Description);
            await TogetherAsync(house.Store, stages,
            [
                new("loop", loop.RunAsync),
                new("pause watch", pause.RunAsync),
                new("clock watch", clock.RunAsync),
                new("lease keeper", house.Ownership.KeepAsync),
                new("forgetting of old rows", new RetentionRun(settings, house.Store, house.Turn, time, log.CreateLogger<RetentionRun>()).RunAsync),
                new("control socket", control.ServeAsync),
                new("watch over the machine's sleep", new KeepAwake(Awake, settings.ProfileDir, time, log.CreateLogger<KeepAwake>()).RunAsync),
            ], stop);
        }

        await TellAsync(house.Store, EventTypes.DaemonStopped, CancellationToken.None);
        if (service)
            await house.Keeper.StopAsync(CancellationToken.None);
        LogStopped(_log);
    }

    /// <summary>Returns at the stop, with everything that runs ended; a part that fails ends the others and the daemon.</summary>
    private async Task TogetherAsync(IRunnerStore store, StageWatch stages, IReadOnlyList<DaemonPart> parts, CancellationToken stop)
    {
        try
        {
            await OneFate.RunAsync(parts, time, _log, stop);
        }
        catch (PartFailedException e)
        {
            stages.Enter(Closing, ToClose);
            await AlertAsync(store, $"a part of the daemon failed: {e.Part}", e.Message, "nothing, unless it happens again: the daemon is started anew by its supervisor");
            throw;
        }

        stages.Enter(Closing, ToClose);
    }

    /// <summary>Once for each row of failed starts, when the store can be told.</summary>
    private async Task AlertCrashLoopAsync(IRunnerStore store, CancellationToken stop)
    {
        if (Before is not { Failed: >= CrashLoopPolicy.AlertAt, Alerted: false } || stop.IsCancellationRequested)
            return;
        if (await AlertAsync(store, $"a crash loop: {Before.Failed} starts in a row ended before a round was good", Before.LastError ?? "the last one could say nothing: it was killed, or hung", "./xbot logs; starts come more and more seldom, './xbot service restart' makes one at once"))
            Starts?.Alerted();
    }

    private async Task<bool> AlertAsync(IRunnerStore store, string what, string reason, string fix)
    {
        try
        {
            await store.Events.AppendAsync(new RunnerEvent(EventTypes.RunnerAlert, EventSeverity.Error, new JsonObject { ["what"] = what, ["reason"] = reason, ["fix"] = fix }, time.GetUtcNow()), CancellationToken.None);
            return true;
        }
        catch (Exception e) when (e is StoreUnavailableException or StoreRefusedException)
        {
            LogStoreAway(_log, e.Message);
            return false;
        }
    }

    private DaemonLoop Loop(RunnerHouse house, BrowserStep browser, PauseWatch pause, ClockWatch clock, WakeSignal wake, StageWatch stages, Action verified)
    {
        var notice = new NoticeStep(clock, house.Store.Events, stages, time);
        var session = new SessionStep(house.Readers.Session, house.Guard, house.Freeze, house.Store, settings.Site, stages, time);
        var owner = new OwnerStep(settings, house.Ownership, house.Stop, stages);
        var pipeline = new PipelineStep(settings, house.Pipeline, house.Store, pause, new PipelineCircuit(settings.MaxSleep), stages, time);
        var watchdog = new WatchdogStep(settings, house.Store, stages, time);
        var heartbeat = new HeartbeatStep(settings, new HeartbeatKeeping(house.Store.Heartbeats, _kept, () => stages.Enter(HeartbeatStep.Stage, HeartbeatStep.Deadline)), stages, time, log.CreateLogger<HeartbeatStep>());
        // Jitter keeps many runners from knocking at once; the pid tells them apart.
        var chance = new Random(Environment.ProcessId);
        var spare = new SpareMemory(time);
        return new DaemonLoop(settings, notice, browser, session, owner, pipeline, watchdog, heartbeat, house.Stop, house.Freeze, wake, stages, house.Turn, chance, time, log.CreateLogger<DaemonLoop>())
        {
            Verified = verified,
            Resting = () => spare.GiveBack(),
        };
    }

    /// <summary>A store that is away is waited for, and under a supervisor one too whose refusal may pass: nobody would start the daemon again. One that can never serve ends it.</summary>
    private async Task<RunnerHouse> OpenHouseAsync(StageWatch stages, CancellationToken stop)
    {
        for (var failures = 1; ; failures++)
        {
            stages.Enter("opening", ToOpen + settings.MaxSleep);
            try
            {
                return await RunnerHouse.OpenAsync(settings, time, log, Parts, stop);
            }
            catch (Exception e) when (e is StoreUnavailableException || (service && e is StoreRefusedException { MayPass: true }) || FullDisk.IsCause(e))
            {
                LogStoreAway(_log, e.Message);
                _kept.Add(new Heartbeat(RunnerStatus.Error, failures, e.Message, new JsonObject { ["mode"] = HeartbeatStep.ModeName(settings.ReplyMode), ["starting"] = true }, time.GetUtcNow()));
                await Task.Delay(SleepPolicy.Next(settings.Sleep, settings.MaxSleep, failures, chance: 0.5), time, stop);
            }
        }
    }

    private async Task TellAsync(IRunnerStore store, string type, CancellationToken ct)
    {
        try
        {
            await store.Events.AppendAsync(new RunnerEvent(type, EventSeverity.Info, new JsonObject
            {
                ["pid"] = Environment.ProcessId,
                ["profile"] = settings.ProfileDir,
                ["site"] = settings.Site.Origin,
                ["mode"] = HeartbeatStep.ModeName(settings.ReplyMode),
                ["service"] = service,
                ["supervisor"] = Supervisor.Name(),
            }, time.GetUtcNow()), ct);
        }
        catch (StoreUnavailableException e)
        {
            LogStoreAway(_log, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The daemon works on the profile {Profile} for {Site}, store: {Store}")]
    private static partial void LogStarted(ILogger log, string profile, string site, string store);

    [LoggerMessage(Level = LogLevel.Information, Message = "The daemon stopped cleanly")]
    private static partial void LogStopped(ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store is away, waiting for it: {Reason}")]
    private static partial void LogStoreAway(ILogger log, string reason);
}
