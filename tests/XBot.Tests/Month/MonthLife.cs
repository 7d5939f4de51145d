using Microsoft.Extensions.Logging.Abstractions;
using XBot.Core.Browsers;
using XBot.Core.Daemon;
using XBot.Core.Drafting;
using XBot.Core.Drift;
using XBot.Core.Fleet;
using XBot.Core.Harvesting;
using XBot.Core.Heartbeats;
using XBot.Core.Pipeline;
using XBot.Core.Posting;
using XBot.Core.Reconciling;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Sessions;
using XBot.Core.Settings;

namespace XBot.Tests.Month;

/// <summary>One life of the daemon: the real loop, steps and policies, built anew over what a process leaves behind.</summary>
internal sealed class MonthLife : IStageWatch, IDisposable
{
    private readonly MonthWorld _world;
    private readonly WakeSignal _wake;

    // What the watchers would wake. The driver of the month wakes the loop itself: once, and only while it sleeps, so that nothing depends on threads.
    private readonly WakeSignal _unheard;
    private readonly PauseWatch _pause;
    private readonly ClockWatch _drift;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly AccountOwnership _ownership;
    private bool _owed;

    public MonthLife(MonthWorld world, RunnerSettings settings)
    {
        _world = world;
        world.Life++;
        Clock = new MonthClock(() => world.Wall, () => world.Awake);
        Browser = new MonthBrowser(world, Clock);
        Restarts = new RestartBudget(settings.Upkeep.RestartsPerHour, Clock);
        _wake = new WakeSignal(Clock);
        _unheard = new WakeSignal(Clock);
        _pause = new PauseWatch(world, _unheard, Clock);
        _pause.Look();
        _drift = new ClockWatch(_unheard, Clock);
        // One profile: each life is the same owner. Nobody else wants the account, so that renewing it between cycles is left out.
        _ownership = new AccountOwnership("profile", settings.AccountLease, world.Store, Clock);
        var browser = new BrowserStep(Browser, Restarts, world.Store, this, Clock);
        Browser.Lost += browser.NoteLoss;
        var loop = Loop(settings, browser);
        Running = Task.Run(() => loop.RunAsync(_stop.Token));
    }

    public MonthClock Clock { get; }
    public MonthBrowser Browser { get; }
    public RestartBudget Restarts { get; }
    public Task Running { get; }
    public bool IsStopping => _stop.IsCancellationRequested;

    /// <summary>The stage that runs, and when it must have ended.</summary>
    public TimeSpan Due { get; private set; }

    public long Cycles { get; private set; }

    /// <summary>How often memory was to be handed back, each time once the sleep has its deadline.</summary>
    public long Rests { get; private set; }

    public void Enter(string stage, TimeSpan deadline)
    {
        Due = _world.Awake + deadline;
        Clock.Resting = stage == "sleep";
        if (Clock.Resting)
            Cycles++;
    }

    public void Rest() => Clock.Resting = true;

    public void Stop() => _stop.Cancel();

    /// <summary>The watchers of pause and clock look, as they do every second, and the loop is woken.</summary>
    /// <returns>Whether it no longer waits as it did.</returns>
    public bool Look(Waiting waiting)
    {
        _pause.Look();
        if (waiting.Token.IsCancellationRequested)
            return true;
        _drift.Look();
        if (waiting.Kind == WaitKind.Sleep)
            _wake.Wake();
        else
            _owed = true;
        return waiting.Kind == WaitKind.Sleep;
    }

    /// <summary>A wake that came while the loop worked ends this sleep at once.</summary>
    public bool PayOwed()
    {
        if (!_owed)
            return false;
        _owed = false;
        _wake.Wake();
        return true;
    }

    public void Dispose()
    {
        _stop.Dispose();
        _pause.Dispose();
        _wake.Dispose();
        _unheard.Dispose();
        _turn.Dispose();
        _ownership.Dispose();
    }

    private DaemonLoop Loop(RunnerSettings settings, BrowserStep browser)
    {
        var store = _world.Store;
        var freeze = new PostingFreeze(store, () => _world.Account);
        var guard = new AccountGuard(_world, freeze, store.Events, Clock);
        var pipeline = new PipelineStep(settings, Pipeline(settings, freeze), store, _pause, new PipelineCircuit(settings.MaxSleep), this, Clock);
        return new DaemonLoop(
            settings,
            new NoticeStep(_drift, store.Events, this, Clock),
            browser,
            new SessionStep(Browser, guard, freeze, store, settings.Site, this, Clock),
            new OwnerStep(settings, _ownership, _world, this),
            pipeline,
            new WatchdogStep(settings, store, this, Clock),
            new HeartbeatStep(settings, Heartbeats(), this, Clock, NullLogger<HeartbeatStep>.Instance),
            _world, freeze, _wake, this, _turn, new Random(_world.Life), Clock, NullLogger<DaemonLoop>.Instance)
        {
            Resting = () => Rests += Clock.Resting ? 1 : 0,
        };
    }

    private HeartbeatKeeping Heartbeats() => new(new MonthHeartbeats(_world), _world.Kept, () => Enter(HeartbeatStep.Stage, HeartbeatStep.Deadline));

    private ReplyPipeline Pipeline(RunnerSettings settings, PostingFreeze freeze)
    {
        var (store, site) = (_world.Store, new MonthSite(_world, Browser, Clock));
        var leases = new LeaseMaker(settings.RunnerId, LeaseMaker.Default, Clock);
        var gate = new PostingGate(settings, store, _world, freeze, _ownership, Clock) { Boot = MonthWorld.Boot };
        var drift = new DriftWatch(store.Facts, freeze, settings.Site, Clock);
        return new ReplyPipeline(
            settings.Site,
            new RecoverStep(store, Browser, Clock),
            new CatchUpStep(store, site, settings, Clock),
            new ReconcileStep(store, site, freeze, settings.Site, Clock),
            new ExpireStep(store, Clock),
            new HarvestStep(settings, store, site, new CandidateJudge(settings, store, Clock), drift, Clock),
            new DraftStep(settings, store, new CannedReplyWriter(), Clock),
            new SendStep(settings.Site, store, gate, freeze, drift, _world, site, _ownership, leases, Clock, NullLogger<SendStep>.Instance));
    }
}
