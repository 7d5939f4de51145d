using Microsoft.Extensions.Logging;
using XBot.Chrome;
using XBot.Core.Browsers;
using XBot.Core.Posting;
using XBot.Core.Reconciling;
using XBot.Core.Settings;
using XBot.Core.Stores;
using XBot.Sql;

namespace XBot.App.Running;

/// <summary>
/// What the house puts behind its ports. The house itself never asks which it got: whoever builds one may put a decorator around any of them.
/// </summary>
internal sealed record HouseParts
{
    /// <summary>What the program runs with.</summary>
    public static readonly HouseParts Standard = new();

    /// <summary>Opens the store that the settings name.</summary>
    public Func<RunnerSettings, TimeProvider, ILoggerFactory, CancellationToken, Task<IRunnerStore>> OpenStore { get; init; } =
        (settings, time, logs, ct) => StoreOpener.OpenExaminedAsync(settings.DatabaseUrl, settings.ProfileDir, settings.RunnerId, time, logs.CreateLogger("Store"), ct);

    public Func<ChromeOptions, TimeProvider, ILogger, ChromeKeeper> Keeper { get; init; } = (options, time, log) => new ChromeKeeper(options, time, log);

    public Func<IBrowserCheck, IBrowserCheck> Browser { get; init; } = browser => browser;

    public Func<IReplyComposer, IReplyComposer> Composer { get; init; } = composer => composer;

    public Func<IReplyWitness, IReplyWitness> Witness { get; init; } = witness => witness;
}
