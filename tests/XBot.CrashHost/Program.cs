using System.Runtime.InteropServices;
using XBot.App.CommandLine;
using XBot.App.Logging;
using XBot.App.Running;
using XBot.Chrome;
using XBot.Chrome.Cdp;
using XBot.Core.Fleet;
using XBot.Core.Settings;
using XBot.CrashHost.Breaking;
using XBot.CrashHost.Killing;
using XBot.CrashHost.Watching;
using XBot.Sql.Sqlite;

namespace XBot.CrashHost;

/// <summary>The daemon, put together as the program does it, with watchers around its ports: one of them may end the process where the plan says.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is [MigrationCrash.Argument, var file, var asked])
            return await MigrationCrash.RunAsync(file, asked);
        using var stop = new StopSignal();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Terminate();
        });
        // Ends as the program does.
        return await XbotProgram.GuardAsync(ProcessHost.Create(stop), () => RunAsync(CrashPlan.Parse(args[0]), stop.Token));
    }

    private static async Task<int> RunAsync(CrashPlan plan, CancellationToken stop)
    {
        var settings = new RunnerSettings
        {
            ProfileDir = plan.Profile,
            RunnerId = CrashPlan.RunnerId,
            CdpPort = plan.Port,
            Headless = true,
            Site = new Site(plan.Site),
            DatabaseUrl = plan.Database,
            Sleep = TimeSpan.FromSeconds(0.05),
            MaxSleep = TimeSpan.FromSeconds(0.5),
            ReplyMode = ReplyMode.Approve,
            ReplyWriter = ReplyWriterKind.Manual,
            // Replies are put in by hand: nothing is harvested.
            HarvestSources = ["handles"],
            MaxRepliesPerHour = 100_000,
            MaxRepliesPerDay = 100_000,
            AuthorCooldown = TimeSpan.Zero,
            AccountLease = plan.BreaksKeeper ? new LeaseTerms(TimeSpan.FromSeconds(1)) : LeaseTerms.Default,
        };
        var clock = new LeapingClock();
        ProfileFolder.Prepare(settings.ProfileDir);
        using var held = await InstanceLock.TakeAsync(settings.ProfileDir, InstanceRole.Daemon, TimeProvider.System, stop);
        using var log = new RunnerLog(settings.ProfileDir, null, TimeProvider.System);
        await new DaemonRun(settings, service: false, TimeProvider.System, log) { Parts = Watched(plan, clock), StageTime = clock }.RunAsync(stop);
        return 0;
    }

    private static HouseParts Watched(CrashPlan plan, LeapingClock clock)
    {
        var death = new KillSwitch(plan);
        var scene = new Scene();
        var current = new CurrentWrite();
        var steps = new WireSteps(death, scene);
        return new HouseParts
        {
            OpenStore = async (settings, time, logs, ct) =>
            {
                var store = await HouseParts.Standard.OpenStore(settings, time, logs, ct);
                if (store is SqliteRunnerStore sqlite)
                    await SqliteHooks.SetAsync(sqlite, death, current, ct);
                return new WatchedStore(store, death, scene, current) { Fleet = plan.BreaksKeeper ? new BrokenFleet(store.Fleet) : store.Fleet };
            },
            Keeper = (options, time, log) => new ChromeKeeper(options, time, log)
            {
                Dial = async (endpoint, ct) => new WatchedWire(await CdpSocket.DialAsync(endpoint, ct), steps),
            },
            Browser = browser => plan.Hangs ? new HangingBrowser(browser, clock) : new WatchedBrowser(browser, death),
            Composer = composer => new WatchedComposer(composer, death, scene),
            Witness = witness => new WatchedWitness(witness, death),
        };
    }
}
