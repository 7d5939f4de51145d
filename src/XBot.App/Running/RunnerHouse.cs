using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using XBot.App.Configuration;
using XBot.Chrome;
using XBot.Core.Drafting;
using XBot.Core.Events;
using XBot.Core.Harvesting;
using XBot.Core.Pipeline;
using XBot.Core.Posting;
using XBot.Core.Reconciling;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Sessions;
using XBot.Core.Settings;
using XBot.Core.Stores;
using XBot.Sql;
using XBot.X;
using XBot.X.Replying;
using XBot.X.Selectors;

namespace XBot.App.Running;

/// <summary>Everything put together for one profile: what the daemon and the commands that work beside or without it have in common. Its caller holds the <see cref="InstanceLock"/>.</summary>
public sealed class RunnerHouse : IAsyncDisposable
{
    private RunnerHouse(RunnerSettings settings, IRunnerStore store, ProfileBinding binding, TimeProvider time, ILoggerFactory logs)
    {
        Settings = settings;
        Store = store;
        Time = time;
        Account = new BoundAccount(binding);
        Stop = new StopFile(settings.ProfileDir);
        Freeze = new PostingFreeze(store.Facts);
        Guard = new AccountGuard(Account, Freeze, store.Events, time);
        Keeper = new ChromeKeeper(ChromeOptionsOf(settings), time, logs.CreateLogger<ChromeKeeper>());
        Readers = new SiteReaders(Keeper, settings, time, logs);
        Browser = new HeldBrowser(Readers.Browser!);
        Judge = new CandidateJudge(settings, store, time);
        Pipeline = BuildPipeline(logs);
    }

    public RunnerSettings Settings { get; }
    public TimeProvider Time { get; }
    public IRunnerStore Store { get; }
    public BoundAccount Account { get; }
    public StopFile Stop { get; }
    public PostingFreeze Freeze { get; }
    public AccountGuard Guard { get; }
    public ChromeKeeper Keeper { get; }
    public HeldBrowser Browser { get; }
    public SiteReaders Readers { get; }
    public CandidateJudge Judge { get; }
    public IReplyPipeline Pipeline { get; }

    /// <summary>Held while the browser is worked with: cycles and commands take turns.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Opens the store and binds profile and store to the site.</summary>
    /// <exception cref="ConfigurationException">Profile or store belong to another site, or the owner's selectors cannot be used.</exception>
    /// <exception cref="StoreUnavailableException">The store is away: worth waiting for.</exception>
    /// <exception cref="StoreRefusedException">The store can never serve as it is.</exception>
    public static async Task<RunnerHouse> OpenAsync(RunnerSettings settings, TimeProvider time, ILoggerFactory logs, CancellationToken ct)
    {
        ProfileFolder.Prepare(settings.ProfileDir);
        var binding = new ProfileBinding(settings.ProfileDir, time);
        binding.Bind(settings.Site.Origin);
        var store = await StoreOpener.OpenAsync(settings.DatabaseUrl, settings.ProfileDir, settings.RunnerId, time, logs.CreateLogger("Store"), ct);
        try
        {
            await BindStoreAsync(store, binding, settings, time, ct);
            return new RunnerHouse(settings, store, binding, time, logs);
        }
        catch (SelectorFileException e)
        {
            await store.DisposeAsync();
            throw new ConfigurationException(e.Message, e);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    public static ChromeOptions ChromeOptionsOf(RunnerSettings settings) => new()
    {
        ProfileDir = settings.ProfileDir,
        Port = settings.CdpPort,
        Headless = settings.Headless,
        ExecutablePath = settings.ChromePath,
        LoopbackOnly = settings.Site.IsLoopback,
    };

    /// <summary>Lets go of Chrome, which stays, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await Keeper.DisposeAsync();
        await Store.DisposeAsync();
        Turn.Dispose();
    }

    private static async Task BindStoreAsync(IRunnerStore store, ProfileBinding binding, RunnerSettings settings, TimeProvider time, CancellationToken ct)
    {
        var bound = await store.BindOriginAsync(settings.Site.Origin, ct);
        if (bound != settings.Site.Origin)
        {
            throw new ConfigurationException(
                $"X_BASE_URL is \"{settings.Site.Origin}\": the store {store.Description} belongs to {bound}; set X_BASE_URL to that, or another RUNNER_PROFILE_DIR or DATABASE_URL");
        }

        const string seen = "store_change_seen";
        if (binding.BindStore(store.StoreId) || await store.Facts.GetAsync(seen, ct) is not null)
            return;
        // Restored, imported or empty: it may not know what was posted (docs/decisions/store-rules.md).
        var now = time.GetUtcNow();
        await new PostingFreeze(store.Facts).FreezeAsync("the profile was used with another store: what that one posted is not known here", now, ct);
        await store.Facts.SetAsync(seen, "true", now, ct, [new RunnerEvent(EventTypes.RunnerAlert, EventSeverity.Warning, new JsonObject { ["what"] = "another store than before" }, now)]);
    }

    private ReplyPipeline BuildPipeline(ILoggerFactory logs)
    {
        var site = Settings.Site;
        var composer = new ReplyComposer(Readers.Page, Readers.Book, Readers.SessionReader, site, ReplyComposerOptions.For(site), Time);
        var witness = new ReplyWitness(Readers.Page, Readers.Book, site, ReplyWitnessOptions.For(site));
        var leases = new LeaseMaker(Settings.RunnerId, LeaseMaker.Default, Time);
        var gate = new PostingGate(Settings, Store, Stop, Freeze, Time);
        return new ReplyPipeline(
            site,
            new RecoverStep(Store, Browser, leases, Time),
            new ReconcileStep(Store, witness, Freeze, site, Time),
            new ExpireStep(Store, Time),
            new HarvestStep(Settings, Store, Readers.Posts, Judge, Time),
            new DraftStep(Settings, Store, Writer(), Time),
            new SendStep(site, Store, gate, Freeze, new PostingHold(Store.Facts), composer, leases, Time, logs.CreateLogger<SendStep>()));
    }

    private IReplyWriter Writer() => Settings.ReplyWriter switch
    {
        ReplyWriterKind.Canned => new CannedReplyWriter(),
        ReplyWriterKind.Manual => new ManualReplyWriter(),
        _ => throw new ConfigurationException("REPLY_WRITER is \"openai\": that writer is not in this release; set it to manual"),
    };
}
