using Microsoft.Extensions.Logging;
using XBot.Chrome.Cdp;
using XBot.Chrome.Keeping;
using XBot.Chrome.Processes;

namespace XBot.Chrome;

/// <summary>
/// Finds, starts, adopts, watches and ends our Chrome, and owns exactly one page in it. Its calls wait for each other; that no second
/// keeper works on the same profile is its caller's matter.
/// </summary>
public sealed partial class ChromeKeeper(ChromeOptions options, TimeProvider time, ILogger log) : IAsyncDisposable
{
    // Started, found different, ended, started again: more rounds than that and something fights us.
    private const int MaxRounds = 4;

    private static readonly TimeSpan StatusDeadline = TimeSpan.FromSeconds(2);

    private readonly ChromeFolder _folder = new(options.ProfileDir);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile ChromeLink? _link;
    private DetachedProcess? _child;
    private int _generation;

    /// <summary>Our page; null before <see cref="EnsureAsync"/> and after a loss.</summary>
    public ChromePage? Page => _link?.Page;

    /// <summary>Raised from another thread the moment the browser or our page is gone, with the reason in one sentence.</summary>
    public event Action<string>? Lost;

    /// <summary>Looks; starts and attaches nothing.</summary>
    public async Task<ChromeStatus> StatusAsync(CancellationToken ct)
    {
        // Without a Chrome to start there still may be one to see.
        var expected = Expect(FindOrGuess());
        var seen = new ChromeScout(_folder, expected, ProcessProbe.Current).Look();
        switch (AdoptionPolicy.Decide(seen, expected))
        {
            case AdoptionDecision.Refuse refuse:
                return Status(ChromeState.Foreign, null, null, null, refuse.Message);
            case AdoptionDecision.End end:
                return Status(ChromeState.Unresponsive, end.Chrome, null, null, $"a Chrome on our profile is not as we would start it ({end.Because}): it is replaced at the next start");
            case AdoptionDecision.Adopt adopt:
                using (var endpoint = new DevToolsEndpoint(options.Port, time))
                {
                    var version = await endpoint.VersionAsync(StatusDeadline, ct);
                    var pages = version is null ? null : await endpoint.CountPagesAsync(StatusDeadline, ct);
                    return version is null
                        ? Status(ChromeState.Unresponsive, adopt.Chrome, null, null, $"our Chrome does not answer on port {options.Port}")
                        : Status(ChromeState.Running, adopt.Chrome, version.Browser, pages, "our Chrome runs");
                }

            default:
                return Status(ChromeState.Stopped, null, null, null, "no Chrome runs on our profile");
        }
    }

    /// <summary>Adopts our Chrome or starts it, and attaches to our page. Throws <see cref="ChromeUnavailableException"/>.</summary>
    /// <returns>The status, and whether Chrome had to be started.</returns>
    public async Task<(ChromeStatus Status, bool Started)> EnsureAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            _folder.CapOutput();
            if (await IsHealthyAsync(ct) is { } healthy)
                return (healthy, false);
            var started = false;
            for (var round = 0; round < MaxRounds; round++)
            {
                try
                {
                    started |= await LinkAsync(ct);
                    await new PageKeeper(_link!, _folder, options, time, log).EnsureAsync(started, ct);
                    return (await DescribeAsync(ct), started);
                }
                catch (Exception e) when (e is ChromeGoneException or CdpErrorException)
                {
                    LogRound(log, e.Message);
                    await GiveUpAsync(ct);
                }
            }

            throw new ChromeUnavailableException($"Chrome was started and lost {MaxRounds} times in a row: {_folder.LastOutputLine()}");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Closes our page (its beforeunload dialog too) and opens a fresh one.</summary>
    public async Task<ChromePage> RenewPageAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (_link is not { IsUp: true } link)
                throw new ChromeGoneException("there is no Chrome to renew the page of");
            return await new PageKeeper(link, _folder, options, time, log).RenewAsync(ct);
        }
        catch (CdpErrorException e)
        {
            throw new ChromeGoneException(e.Message, e);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends our Chrome: Browser.close, then the recorded pid after a deadline. False when none ran.</summary>
    public async Task<bool> StopAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await LetGoAsync();
            var expected = Expect(FindOrGuess());
            var ended = false;
            // On the port, and on the profile without it: each is seen once the other is gone.
            while (OursIn(new ChromeScout(_folder, expected, ProcessProbe.Current).Look(), expected) is { } ours)
            {
                await Ender().EndAsync(ours, ct);
                ended = true;
            }

            return ended;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Lets go of Chrome without ending it.</summary>
    public async ValueTask DisposeAsync() => await LetGoAsync();

    private async Task<ChromeStatus?> IsHealthyAsync(CancellationToken ct)
    {
        if (_link?.Page is not { } page)
            return null;
        try
        {
            await page.PingAsync(options.PingDeadline, ct);
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

    /// <summary>Connects to our Chrome, started before if need be. True when it was.</summary>
    private async Task<bool> LinkAsync(CancellationToken ct)
    {
        if (_link is { IsUp: true })
            return false;
        await LetGoAsync();
        var started = false;
        var expected = Expect(ChromeFinder.Find(options.ExecutablePath));
        for (var round = 0; round < MaxRounds; round++)
        {
            switch (AdoptionPolicy.Decide(await new ChromeScout(_folder, expected, ProcessProbe.Current).LookTwiceAsync(time, ct), expected))
            {
                case AdoptionDecision.Refuse refuse:
                    throw new ChromeUnavailableException(refuse.Message);
                case AdoptionDecision.End end:
                    LogEnd(log, end.Chrome.Pid, end.Because);
                    await Ender().EndAsync(end.Chrome, ct);
                    break;
                case AdoptionDecision.Adopt adopt:
                    _link = await ConnectAsync(adopt.Chrome, ct);
                    return started;
                default:
                    Ender().Unlock();
                    _child = await new ChromeStarter(_folder, expected, ProcessProbe.Current, options.StartDeadline, time, log).StartAsync(ct);
                    started = true;
                    break;
            }
        }

        throw new ChromeUnavailableException($"no Chrome stays on port {options.Port} with the profile {_folder.UserData}: something else starts or ends it");
    }

    private async Task<ChromeLink> ConnectAsync(ProcessFacts chrome, CancellationToken ct)
    {
        using var endpoint = new DevToolsEndpoint(options.Port, time);
        var version = await endpoint.VersionAsync(options.CommandDeadline, ct) ?? throw new ChromeGoneException($"our Chrome (pid {chrome.Pid}) does not answer on port {options.Port}");
        var connection = await CdpConnection.ConnectAsync(version.WebSocket, ++_generation, options.CommandDeadline, time, ct);
        var link = new ChromeLink(chrome, version.Browser, connection, time, log);
        link.Lost += reason => Lost?.Invoke(reason);
        if (_child is { } child && child.Pid == chrome.Pid)
            _ = child.Exited.ContinueWith(how => link.Fail($"Chrome ended ({how.Result})"), TaskScheduler.Default);
        return link;
    }

    /// <summary>After a failed round: a Chrome that no longer answers is ended, so that the next round starts one.</summary>
    private async Task GiveUpAsync(CancellationToken ct)
    {
        var silent = _link?.Process ?? OursIn(new ChromeScout(_folder, Expect(FindOrGuess()), ProcessProbe.Current).Look(), Expect(FindOrGuess()));
        await LetGoAsync();
        if (silent is not null)
            await Ender().EndAsync(silent, ct);
    }

    private async Task LetGoAsync()
    {
        if (Interlocked.Exchange(ref _link, null) is { } link)
            await link.DisposeAsync();
    }

    private static ProcessFacts? OursIn(ChromeSighting seen, ExpectedChrome expected) =>
        seen.Port?.Process is { } holder && AdoptionPolicy.IsOnProfile(holder, expected) ? holder : seen.OnProfile;

    private ChromeEnder Ender() => new(_folder, ProcessProbe.Current, options.CloseDeadline, time, log);

    private string FindOrGuess()
    {
        try
        {
            return ChromeFinder.Find(options.ExecutablePath);
        }
        catch (ChromeUnavailableException)
        {
            return options.ExecutablePath ?? "";
        }
    }

    private ExpectedChrome Expect(string executable)
    {
        var user = ProcessProbe.Current.UserId;
        return new ExpectedChrome(
            executable, _folder.UserData, options.Port, user,
            ChromeArguments.Switches(options, _folder.UserData, OperatingSystem.IsLinux(), root: user == 0));
    }

    private ChromeStatus Status(ChromeState state, ProcessFacts? process, string? version, int? pages, string detail) =>
        new(state, process?.Pid, options.Port, version, _folder.UserData, process?.StartedAt, pages, detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ending the Chrome on our profile (pid {Pid}): {Because}")]
    private static partial void LogEnd(ILogger log, int pid, string because);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chrome was not to be had, trying again: {Reason}")]
    private static partial void LogRound(ILogger log, string reason);
}
