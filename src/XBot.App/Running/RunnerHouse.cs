using Microsoft.Extensions.Logging;
using XBot.App.Configuration;
using XBot.App.Machine;
using XBot.Chrome;
using XBot.Core.Browsers;
using XBot.Core.Drafting;
using XBot.Core.Drift;
using XBot.Core.Fleet;
using XBot.Core.Harvesting;
using XBot.Core.Pipeline;
using XBot.Core.Posting;
using XBot.Core.Reconciling;
using XBot.Core.Replies;
using XBot.Core.Selection;
using XBot.Core.Sessions;
using XBot.Core.Settings;
using XBot.Core.Stores;
using XBot.Writing;
using XBot.X;
using XBot.X.Replying;
using XBot.X.Selectors;

namespace XBot.App.Running;

/// <summary>Everything put together for one profile: what the daemon and the commands that work beside or without it have in common. Its caller holds the <see cref="InstanceLock"/>.</summary>
public sealed class RunnerHouse : IAsyncDisposable
{
    private ChatReplyWriter? _chat;

    private RunnerHouse(RunnerSettings settings, IRunnerStore store, ProfileBinding binding, TimeProvider time, ILoggerFactory logs, HouseParts parts)
    {
        Settings = settings;
        Store = store;
        Time = time;
        Account = new BoundAccount(binding);
        Stop = new StopFile(settings.ProfileDir);
        Freeze = new PostingFreeze(store, () => Account.Key);
        Ownership = new AccountOwnership(OwnerName.Of(settings), settings.AccountLease, store, time);
        Guard = new AccountGuard(Account, Freeze, store.Events, time);
        Keeper = parts.Keeper(ChromeOptionsOf(settings), time, logs.CreateLogger<ChromeKeeper>());
        Readers = new SiteReaders(Keeper, settings, time, logs);
        Browser = new HeldBrowser(new CleanStartBrowser(parts.Browser(Readers.Browser!), store.Replies, () => Account.Key));
        Restarts = new RestartBudget(settings.Upkeep.RestartsPerHour, time);
        Judge = new CandidateJudge(settings, store, time);
        Pipeline = BuildPipeline(logs, parts);
    }

    public RunnerSettings Settings { get; }
    public TimeProvider Time { get; }
    public IRunnerStore Store { get; }
    public BoundAccount Account { get; }
    public StopFile Stop { get; }
    public PostingFreeze Freeze { get; }
    public AccountGuard Guard { get; }
    public AccountOwnership Ownership { get; }
    public ChromeKeeper Keeper { get; }
    public HeldBrowser Browser { get; }

    /// <summary>What is left of Chrome's losses that are healed without a person.</summary>
    public RestartBudget Restarts { get; }
    public SiteReaders Readers { get; }
    public CandidateJudge Judge { get; }
    public IReplyPipeline Pipeline { get; }

    /// <summary>Held while the browser is worked with: cycles and commands take turns.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Opens the store and binds profile and store to the site.</summary>
    /// <exception cref="ConfigurationException">Profile or store belong to another site, or the owner's selectors cannot be used.</exception>
    /// <exception cref="StoreUnavailableException">The store is away: worth waiting for.</exception>
    /// <exception cref="StoreRefusedException">The store can never serve as it is.</exception>
    public static Task<RunnerHouse> OpenAsync(RunnerSettings settings, TimeProvider time, ILoggerFactory logs, CancellationToken ct) =>
        OpenAsync(settings, time, logs, HouseParts.Standard, ct);

    internal static async Task<RunnerHouse> OpenAsync(RunnerSettings settings, TimeProvider time, ILoggerFactory logs, HouseParts parts, CancellationToken ct)
    {
        ProfileFolder.Prepare(settings.ProfileDir);
        var binding = new ProfileBinding(settings.ProfileDir, time);
        binding.Bind(settings.Site.Origin);
        var store = await parts.OpenStore(settings, time, logs, ct);
        try
        {
            await BindStoreAsync(store, binding, settings, time, ct);
            return new RunnerHouse(settings, store, binding, time, logs, parts);
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
        Withheld = [.. SettingCatalogue.All.Where(setting => setting.Secret).Select(setting => setting.Name), "PGPASSWORD"],
        Recycling = new RecycleLimits
        {
            PageAge = settings.Upkeep.PageMaxAge,
            PageBytes = settings.Upkeep.PageMaxMemory,
            ChromeAge = settings.Upkeep.ChromeMaxAge,
            ChromeBytes = settings.Upkeep.ChromeMaxMemory,
        },
    };

    /// <summary>Gives the account back, lets go of Chrome, which stays, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await Ownership.ReleaseAsync();
        Ownership.Dispose();
        await Keeper.DisposeAsync();
        await Store.DisposeAsync();
        _chat?.Dispose();
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

        await new StoreContinuity(store, settings.DatabaseUrl is null ? null : settings.RunnerId, binding, new ClickMark(settings.ProfileDir), time).CheckAsync(ct);
    }

    private ReplyPipeline BuildPipeline(ILoggerFactory logs, HouseParts parts)
    {
        var site = Settings.Site;
        var composer = parts.Composer(new ReplyComposer(Readers.Page, Readers.Book, Readers.SessionReader, site, ReplyComposerOptions.For(site), Time));
        var witness = parts.Witness(new ReplyWitness(Readers.Page, Readers.Book, site, ReplyWitnessOptions.For(site)));
        var leases = new LeaseMaker(Settings.RunnerId, LeaseMaker.Default, Time);
        var gate = new PostingGate(Settings, Store, Stop, Freeze, Ownership, Time) { Boot = BootName.Read() };
        var drift = new DriftWatch(Store.Facts, Freeze, site, Time);
        return new ReplyPipeline(
            site,
            new RecoverStep(Store, Browser, Time),
            new CatchUpStep(Store, new OwnRepliesReader(Readers.Page, Readers.Book, site, ReplyWitnessOptions.For(site)), Settings, Time),
            new ReconcileStep(Store, witness, Freeze, site, Time),
            new ExpireStep(Store, Time),
            new HarvestStep(Settings, Store, Readers.Posts, Judge, drift, Time),
            new DraftStep(Settings, Store, Writer(), Time),
            new SendStep(site, Store, gate, Freeze, drift, new ClickMark(Settings.ProfileDir), composer, Ownership, leases, Time, logs.CreateLogger<SendStep>()));
    }

    private IReplyWriter Writer() => Settings.ReplyWriter switch
    {
        ReplyWriterKind.Canned => new CannedReplyWriter(),
        ReplyWriterKind.Manual => new ManualReplyWriter(),
        _ => _chat = new ChatReplyWriter(ChatOptionsOf(Settings), new DraftBudget(Store.Facts, Settings.OpenAiDraftsPerDay, Time), new Random(Environment.ProcessId), Time),
    };

    private static ChatWriterOptions ChatOptionsOf(RunnerSettings settings) => new()
    {
        BaseUrl = settings.OpenAiBaseUrl is { } url ? new Uri(url) : null,
        ApiKey = settings.OpenAiApiKey,
        Model = settings.OpenAiModel ?? throw new ConfigurationException("OPENAI_MODEL is not set: the writer openai needs it"),
        Timeout = settings.OpenAiTimeout,
        PromptFile = settings.ReplyPromptFile,
    };
}
