using Microsoft.Extensions.Logging;
using XBot.Chrome.Cdp;
using XBot.Chrome.Keeping;
using XBot.Chrome.Processes;

namespace XBot.Chrome;

/// <summary>
/// Finds, starts, adopts, watches, recycles and ends our Chrome, and owns exactly one page in it. Its calls wait for each other; that no second
/// keeper works on the same profile is its caller's matter.
/// </summary>
public sealed partial class ChromeKeeper : IAsyncDisposable
{
    private static readonly TimeSpan StatusDeadline = TimeSpan.FromSeconds(2);

    private readonly ChromeOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ChromeFolder _folder;
    private readonly ChromeLinker _linker;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile ChromeLink? _link;

    public ChromeKeeper(ChromeOptions options, TimeProvider time, ILogger log)
    {
        (_options, _time, _log) = (options, time, log);
        _folder = new ChromeFolder(options.ProfileDir);
        _linker = new ChromeLinker(_folder, options, time, log);
    }

    /// <summary>How the wire to Chrome is opened.</summary>
    internal CdpDial Dial { init => _linker.Dial = value; }

    /// <summary>Our page; null before <see cref="EnsureAsync"/> and after a loss.</summary>
    public ChromePage? Page => _link?.Page;

    /// <summary>Raised from another thread the moment the browser or our page is gone, with the reason in one sentence.</summary>
    public event Action<string>? Lost;

    /// <summary>Looks; starts and attaches nothing.</summary>
    public async Task<ChromeStatus> StatusAsync(CancellationToken ct)
    {
        var expected = _linker.Expected();
        var seen = new ChromeScout(_folder, expected, ProcessProbe.Current).Look();
        switch (AdoptionPolicy.Decide(seen, expected))
        {
            case AdoptionDecision.Refuse refuse:
                return Status(ChromeState.Foreign, null, null, null, refuse.Message);
            case AdoptionDecision.End end:
                return Status(ChromeState.Unresponsive, end.Chrome, null, null, $"a Chrome on our profile is not as we would start it ({end.Because}): it is replaced at the next start");
            case AdoptionDecision.Adopt adopt:
                using (var endpoint = new DevToolsEndpoint(_options.Port, _time))
                {
                    var version = await endpoint.VersionAsync(StatusDeadline, ct);
                    var pages = version is null ? null : await endpoint.CountPagesAsync(StatusDeadline, ct);
                    return version is null
                        ? Status(ChromeState.Unresponsive, adopt.Chrome, null, null, $"our Chrome does not answer on port {_options.Port}")
                        : Status(ChromeState.Running, adopt.Chrome, version.Browser, pages, "our Chrome runs");
                }

            default:
                return Status(ChromeState.Stopped, null, null, null, "no Chrome runs on our profile");
        }
    }

    /// <summary>Adopts our Chrome or starts it, and attaches to our page. Throws <see cref="ChromeUnavailableException"/>.</summary>
    /// <returns>The status, and whether Chrome had to be started.</returns>
    public Task<(ChromeStatus Status, bool Started)> EnsureAsync(CancellationToken ct) => InTurnAsync(() => EnsureNowAsync(ct), ct);

    /// <summary>Closes our page (its beforeunload dialog too) and opens a fresh one.</summary>
    public Task<ChromePage> RenewPageAsync(CancellationToken ct) => InTurnAsync(async () =>
    {
        if (_link is not { IsUp: true } link)
            throw new ChromeGoneException("there is no Chrome to renew the page of");
        try
        {
            return await PageOf(link).RenewAsync(ct);
        }
        catch (CdpErrorException e)
        {
            throw new ChromeGoneException(e.Message, e);
        }
    }, ct);

    /// <summary>
    /// To be called at a quiet moment: a page or a Chrome that became too old or too large (<see cref="ChromeOptions.Recycling"/>) is replaced by a fresh one.
    /// Throws as <see cref="EnsureAsync"/> does when the fresh Chrome does not come, and <see cref="ChromeGoneException"/> when the old one goes meanwhile.
    /// </summary>
    /// <returns>What was replaced and why; null when nothing had to be.</returns>
    public Task<Recycling?> RecycleAsync(CancellationToken ct) => InTurnAsync(async () =>
    {
        if (_link is not { Page: { } page } link)
            return null;
        try
        {
            var due = RecyclePolicy.Decide(await new WearGauge(link, page, _time).ReadAsync(_options.PingDeadline, ct), _options.Recycling);
            switch (due?.What)
            {
                case Recycled.Page:
                    await PageOf(link).RenewAsync(ct);
                    break;
                case Recycled.Chrome:
                    await LetGoAsync();
                    await _linker.EndAsync(link.Process, ct);
                    await EnsureNowAsync(ct);
                    break;
            }

            return due;
        }
        catch (CdpErrorException e)
        {
            throw new ChromeGoneException(e.Message, e);
        }
    }, ct);

    /// <summary>Ends our Chrome: Browser.close, then the recorded pid after a deadline. False when none ran.</summary>
    public Task<bool> StopAsync(CancellationToken ct) => InTurnAsync(async () =>
    {
        await LetGoAsync();
        var ended = false;
        // On the port, and on the profile without it: each is seen once the other is gone.
        while (_linker.FindOurs() is { } ours)
        {
            await _linker.EndAsync(ours, ct);
            ended = true;
        }

        return ended;
    }, ct);

    /// <summary>Lets go of Chrome without ending it.</summary>
    public async ValueTask DisposeAsync() => await LetGoAsync();

    private async Task<(ChromeStatus Status, bool Started)> EnsureNowAsync(CancellationToken ct)
    {
        _folder.CapOutput();
        if (await IsHealthyAsync(ct) is { } healthy)
            return (healthy, false);
        var started = false;
        for (var round = 0; round < ChromeLinker.MaxRounds; round++)
        {
            try
            {
                started |= await LinkAsync(ct);
                await PageOf(_link!).EnsureAsync(started, ct);
                return (await DescribeAsync(ct), started);
            }
            catch (Exception e) when (e is ChromeGoneException or CdpErrorException)
            {
                LogRound(_log, e.Message);
                await GiveUpAsync(e.Message, ct);
            }
        }

        throw new ChromeUnavailableException($"Chrome was started and lost {ChromeLinker.MaxRounds} times in a row: {_folder.LastOutputLine()}");
    }

    private async Task<ChromeStatus?> IsHealthyAsync(CancellationToken ct)
    {
        if (_link?.Page is not { } page)
            return null;
        try
        {
            await page.PingAsync(_options.PingDeadline, ct);
            return await DescribeAsync(ct);
        }
        catch (Exception e) when (e is ChromeGoneException or CdpErrorException)
        {
            return null;
        }
    }

    private async Task<ChromeStatus> DescribeAsync(CancellationToken ct)
    {
        var link = _link ?? throw new ChromeGoneException("Chrome was let go");
        var targets = await link.Browser.SendAsync(new GetTargets(), ct);
        return Status(ChromeState.Running, link.Process, link.Version, targets.TargetInfos.Count(target => target.Type == "page"), "our Chrome runs");
    }

    /// <summary>True when Chrome had to be started.</summary>
    private async Task<bool> LinkAsync(CancellationToken ct)
    {
        if (_link is { IsUp: true })
            return false;
        await LetGoAsync();
        _folder.CapCrashDumps(_log);
        var (link, started) = await _linker.LinkAsync(ct);
        link.Lost += NoteLoss;
        _link = link;
        return started;
    }

    /// <summary>After a failed round: a Chrome that no longer answers is ended, so that the next round starts one.</summary>
    private async Task GiveUpAsync(string reason, CancellationToken ct)
    {
        var (silent, hangs) = (_link?.Process ?? _linker.FindOurs(), _link is { IsUp: true });
        await LetGoAsync();
        // One that died has told it by event; of one that hangs nobody knows yet.
        if (hangs)
            NoteLoss($"Chrome does not answer any more ({reason})");
        if (silent is not null)
            await _linker.EndAsync(silent, ct);
    }

    private void NoteLoss(string reason)
    {
        LogLost(_log, reason);
        Lost?.Invoke(reason);
    }

    private async Task LetGoAsync()
    {
        if (Interlocked.Exchange(ref _link, null) is { } link)
            await link.DisposeAsync();
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            return await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    private PageKeeper PageOf(ChromeLink link) => new(link, _folder, _options, _time, _log);

    private ChromeStatus Status(ChromeState state, ProcessFacts? process, string? version, int? pages, string detail) =>
        new(state, process?.Pid, _options.Port, version, _folder.UserData, process?.StartedAt, pages, detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lost: {Reason}")]
    private static partial void LogLost(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chrome was not to be had, trying again: {Reason}")]
    private static partial void LogRound(ILogger log, string reason);
}
