using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using XBot.App.Control;
using XBot.App.Logging;
using XBot.Core.Daemon;
using XBot.Core.Events;
using XBot.Core.Settings;
using XBot.Core.Stores;

namespace XBot.App.Running;

/// <summary>One life of the daemon: everything is put together, runs until stopped, and is taken apart in order.</summary>
public sealed partial class DaemonRun(RunnerSettings settings, bool service, TimeProvider time, RunnerLog log)
{
    private readonly ILogger _log = log.CreateLogger(nameof(DaemonRun));

    /// <summary>Returns at the clean stop. The caller holds the profile's <see cref="InstanceLock"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await using var house = await OpenHouseAsync(stop);
        using var wake = new WakeSignal(time);
        using var pause = new PauseWatch(house.Stop, wake, time);
        var clock = new ClockWatch(wake, time);
        using var stages = new StageWatch(time, log.CreateLogger<StageWatch>());
        var browser = new BrowserStep(house.Browser, house.Store, stages, time);
        house.Browser.Lost += reason =>
        {
            browser.NoteLoss(reason);
            wake.Wake();
        };

        await TellAsync(house.Store, EventTypes.DaemonStarted, stop);
        await using (var control = new ControlServer(settings.ProfileDir, new LocalOperations(house), time, log.CreateLogger<ControlServer>()))
        {
            await control.StartAsync(stop);
            LogStarted(_log, settings.ProfileDir, settings.Site.Origin, house.Store.Description);
            var watching = Task.WhenAll(pause.RunAsync(stop), clock.RunAsync(stop));
            await Loop(house, browser, pause, clock, wake, stages).RunAsync(stop);
            await watching;
        }

        await TellAsync(house.Store, EventTypes.DaemonStopped, CancellationToken.None);
        if (service)
            await house.Keeper.StopAsync(CancellationToken.None);
        LogStopped(_log);
    }

    private DaemonLoop Loop(RunnerHouse house, BrowserStep browser, PauseWatch pause, ClockWatch clock, WakeSignal wake, StageWatch stages)
    {
        var notice = new NoticeStep(clock, house.Store.Events, time);
        var session = new SessionStep(house.Readers.Session, house.Guard, house.Freeze, house.Store, settings.Site, stages, time);
        var pipeline = new PipelineStep(settings, house.Pipeline, house.Store, pause, new PipelineCircuit(settings.MaxSleep), stages, time);
        var watchdog = new WatchdogStep(settings, house.Store, stages, time);
        var heartbeat = new HeartbeatStep(settings, house.Store, stages, time, log.CreateLogger<HeartbeatStep>());
        // Jitter keeps many runners from knocking at once; the pid tells them apart.
        var chance = new Random(Environment.ProcessId);
        return new DaemonLoop(settings, notice, browser, session, pipeline, watchdog, heartbeat, house.Stop, house.Freeze, wake, stages, house.Turn, chance, time, log.CreateLogger<DaemonLoop>());
    }

    /// <summary>A store that is away is waited for; one that can never serve ends the daemon.</summary>
    private async Task<RunnerHouse> OpenHouseAsync(CancellationToken stop)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await RunnerHouse.OpenAsync(settings, time, log, stop);
            }
            catch (StoreUnavailableException e)
            {
                LogStoreAway(_log, e.Message);
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
