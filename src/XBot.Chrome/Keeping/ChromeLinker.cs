using Microsoft.Extensions.Logging;
using XBot.Chrome.Cdp;
using XBot.Chrome.Processes;

namespace XBot.Chrome.Keeping;

/// <summary>Gets hold of our Chrome: adopts the one that runs, replaces one that is not as we would start it, or starts it.</summary>
internal sealed partial class ChromeLinker(ChromeFolder folder, ChromeOptions options, TimeProvider time, ILogger log)
{
    /// <summary>Started, found different, ended, started again: more rounds than that and something fights us.</summary>
    public const int MaxRounds = 4;

    private DetachedProcess? _child;

    /// <summary>How the wire to Chrome is opened.</summary>
    public CdpDial Dial { get; set; } = CdpSocket.DialAsync;

    /// <returns>The hold, and whether Chrome had to be started.</returns>
    /// <exception cref="ChromeUnavailableException">Somebody else's Chrome, none to be found, or none that stays.</exception>
    /// <exception cref="ChromeGoneException">It went away meanwhile.</exception>
    public async Task<(ChromeLink Link, bool Started)> LinkAsync(CancellationToken ct)
    {
        var started = false;
        var expected = Expect(ChromeFinder.Find(options.ExecutablePath));
        for (var round = 0; round < MaxRounds; round++)
        {
            switch (AdoptionPolicy.Decide(await new ChromeScout(folder, expected, ProcessProbe.Current).LookTwiceAsync(time, ct), expected))
            {
                case AdoptionDecision.Refuse refuse:
                    throw new ChromeUnavailableException(refuse.Message);
                case AdoptionDecision.End end:
                    LogEnd(log, end.Chrome.Pid, end.Because);
                    await EndAsync(end.Chrome, answers: true, ct);
                    break;
                case AdoptionDecision.Adopt adopt:
                    return (await ConnectAsync(adopt.Chrome, ct), started);
                default:
                    folder.ProveWritable();
                    Ender().Unlock();
                    KeyStore.Prove(folder, expected.Executable);
                    new CookieVault(folder, log).Open();
                    _child = await new ChromeStarter(folder, expected, options.Withheld, ProcessProbe.Current, options.StartDeadline, time, log).StartAsync(ct);
                    started = true;
                    break;
            }
        }

        throw new ChromeUnavailableException($"no Chrome stays on port {options.Port} with the profile {folder.UserData}: something else starts or ends it");
    }

    /// <summary>Ends a Chrome that was proven ours, and keeps a copy of its cookies while nobody writes them.</summary>
    /// <param name="answers">False when it was just seen not to.</param>
    public async Task EndAsync(ProcessFacts chrome, bool answers, CancellationToken ct)
    {
        await Ender().EndAsync(chrome, answers, ct);
        new CookieVault(folder, log).Keep();
    }

    /// <summary>The Chrome on our profile, whether it answers or not; null when there is none.</summary>
    public ProcessFacts? FindOurs()
    {
        var expected = Expected();
        var seen = new ChromeScout(folder, expected, ProcessProbe.Current).Look();
        return seen.Port?.Process is { } holder && AdoptionPolicy.IsOnProfile(holder, expected) ? holder : seen.OnProfile;
    }

    /// <summary>What ours would be; without a Chrome to start there still may be one to see.</summary>
    public ExpectedChrome Expected()
    {
        try
        {
            return Expect(ChromeFinder.Find(options.ExecutablePath));
        }
        catch (ChromeUnavailableException)
        {
            return Expect(options.ExecutablePath ?? "");
        }
    }

    private async Task<ChromeLink> ConnectAsync(ProcessFacts chrome, CancellationToken ct)
    {
        if (chrome.Stopped)
            throw new ChromeGoneException($"our Chrome (pid {chrome.Pid}) was stopped by a signal");
        using var endpoint = new DevToolsEndpoint(options.Port, time);
        var version = await endpoint.VersionAsync(options.CommandDeadline, ct) ?? throw new ChromeGoneException($"our Chrome (pid {chrome.Pid}) does not answer on port {options.Port}");
        var connection = await CdpConnection.ConnectAsync(Dial, version.WebSocket, options.CommandDeadline, time, ct);
        var link = new ChromeLink(chrome, version.Browser, connection, time, log);
        if (_child is { } child && child.Pid == chrome.Pid)
            _ = child.Exited.ContinueWith(how => link.Fail($"Chrome ended ({how.Result})"), TaskScheduler.Default);
        return link;
    }

    private ChromeEnder Ender() => new(folder, ProcessProbe.Current, options.CloseDeadline, time, log);

    private ExpectedChrome Expect(string executable)
    {
        var user = ProcessProbe.Current.UserId;
        return new ExpectedChrome(
            executable, folder.UserData, options.Port, user,
            ChromeArguments.Switches(options, folder.UserData, OperatingSystem.IsLinux(), root: user == 0));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ending the Chrome on our profile (pid {Pid}): {Because}")]
    private static partial void LogEnd(ILogger log, int pid, string because);
}
