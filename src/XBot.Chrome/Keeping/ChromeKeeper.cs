using System.Globalization;
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
    /// <summary>For all rounds together: whoever watches over our caller from outside must not have to end it.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(3.5);

    private readonly ChromeOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ChromeFolder _folder;
    private readonly ChromeLinker _linker;
    private readonly ChromeReport _report;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile ChromeLink? _link;

    public ChromeKeeper(ChromeOptions options, TimeProvider time, ILogger log)
    {
        (_options, _time, _log) = (options, time, log);
        _folder = new ChromeFolder(options.ProfileDir);
        _linker = new ChromeLinker(_folder, options, time, log);
        _report = new ChromeReport(_folder, options, time);
    }

    /// <summary>How the wire to Chrome is opened.</summary>
    internal CdpDial Dial { init => _linker.Dial = value; }

    /// <summary>Our page; null before <see cref="EnsureAsync"/> and after a loss.</summary>
    public ChromePage? Page => _link?.Page;

    /// <summary>Raised from another thread the moment the browser or our page is gone, with the reason in one sentence.</summary>
    public event Action<string>? Lost;

    /// <summary>Looks; starts and attaches nothing.</summary>
    public Task<ChromeStatus> StatusAsync(CancellationToken ct) => _report.LookAsync(_linker.Expected(), ct);

    /// <summary>Adopts our Chrome or starts it, and attaches to our page. Throws <see cref="ChromeUnavailableException"/>.</summary>
    /// <returns>The status, and whether Chrome had to be started.</returns>
    public Task<(ChromeStatus Status, bool Started)> EnsureAsync(CancellationToken ct) => InBudgetAsync(EnsureNowAsync, ct);

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
    public Task<Recycling?> RecycleAsync(CancellationToken stop) => InBudgetAsync<Recycling?>(async ct =>
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
                    await _linker.EndAsync(link.Process, answers: true, ct);
                    await EnsureNowAsync(ct);
                    break;
            }

            return due;
        }
        catch (CdpErrorException e)
        {
            throw new ChromeGoneException(e.Message, e);
        }
    }, stop);

    /// <summary>Ends our Chrome: Browser.close, then the recorded pid after a deadline. False when none ran.</summary>
    public Task<bool> StopAsync(CancellationToken ct) => InTurnAsync(async () =>
    {
        await LetGoAsync();
        var ended = false;
        // On the port, and on the profile without it: each is seen once the other is gone.
        while (_linker.FindOurs() is { } ours)
        {
            await _linker.EndAsync(ours, answers: true, ct);
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
        // One that was stopped would let every question below wait for its deadline.
        if (_link is { IsUp: true } held && ProcessProbe.Current.Find(held.Process.Pid) is { Stopped: true })
            await GiveUpAsync("it was stopped by a signal", answers: false, ct);
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
                await GiveUpAsync(e.Message, answers: e is CdpErrorException || _link is { IsUp: false }, ct);
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
        return _report.Of(ChromeState.Running, link.Process, link.Version, targets.TargetInfos.Count(target => target.Type == "page"), "our Chrome runs");
    }

    /// <summary>True when Chrome had to be started.</summary>
    private async Task<bool> LinkAsync(CancellationToken ct)
    {
        if (_link is { IsUp: true })
            return false;
        await LetGoAsync();
        _folder.CapLeftovers(_log);
        var (link, started) = await _linker.LinkAsync(ct);
        link.Lost += NoteLoss;
        _link = link;
        return started;
    }

    /// <summary>After a failed round: a Chrome that no longer answers is ended, so that the next round starts one.</summary>
    private async Task GiveUpAsync(string reason, bool answers, CancellationToken ct)
    {
        var (silent, hangs) = (_link?.Process ?? _linker.FindOurs(), _link is { IsUp: true });
        await LetGoAsync();
        // One that died has told it by event; of one that hangs nobody knows yet.
        if (hangs)
            NoteLoss($"Chrome does not answer any more ({reason})");
        if (silent is not null)
            await _linker.EndAsync(silent, answers, ct);
    }

    private void NoteLoss(string reason)
    {
        // Told before it is logged: who acts on it must not depend on where the log goes.
        Lost?.Invoke(reason);
        LogLost(_log, reason);
    }

    private async Task LetGoAsync()
    {
        if (Interlocked.Exchange(ref _link, null) is { } link)
            await link.DisposeAsync();
    }

    private Task<T> InBudgetAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken ct) => InTurnAsync(async () =>
    {
        using var late = new CancellationTokenSource(Budget, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException e) when (late.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new ChromeUnavailableException($"no Chrome was to be had within {Budget.TotalMinutes.ToString(CultureInfo.InvariantCulture)} min: {_folder.LastOutputLine()}", e);
        }
    }, ct);

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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lost: {Reason}")]
    private static partial void LogLost(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chrome was not to be had, trying again: {Reason}")]
    private static partial void LogRound(ILogger log, string reason);
}
