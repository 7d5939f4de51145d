using Microsoft.Extensions.Logging;
using XBot.Chrome.Cdp;
using XBot.Chrome.Processes;

namespace XBot.Chrome.Keeping;

/// <summary>Ends a Chrome that was proven ours: asks it, tells it, and at last kills exactly that process.</summary>
internal sealed partial class ChromeEnder(ChromeFolder folder, ProcessProbe processes, TimeSpan deadline, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    /// <param name="answers">False when it was just seen not to: then it is not asked, but told at once.</param>
    public async Task EndAsync(ProcessFacts chrome, bool answers, CancellationToken ct)
    {
        var family = processes.FindFamily(chrome.Pid).Where(child => IsPartOf(chrome, child)).ToList();
        // One that was stopped hears nothing but the last signal.
        var stopped = processes.Find(chrome.Pid) is { Stopped: true };
        // One that could not even be asked is not waited for before it is told.
        var ended = answers && !stopped && await CloseAsync(chrome, ct) && await HasEndedAsync(chrome, ct);
        (int, string)[] signals = stopped ? [(Libc.SigKill, "SIGKILL")] : [(Libc.SigTerm, "SIGTERM"), (Libc.SigKill, "SIGKILL")];
        foreach (var (signal, name) in signals)
        {
            if (ended || !processes.StillRuns(chrome))
                break;
            LogSignal(log, name, chrome.Pid);
            processes.Signal(chrome, signal);
            ended = await HasEndedAsync(chrome, ct);
        }

        if (processes.StillRuns(chrome))
            throw new ChromeUnavailableException($"Chrome (pid {chrome.Pid}) does not end, not even when killed: restart the computer");
        await EndFamilyAsync(family, ct);
        Unlock();
    }

    // What a person opened from the window, a mail program or a viewer, may stand below Chrome too, and is theirs.
    private static bool IsPartOf(ProcessFacts chrome, ProcessFacts child) =>
        child.Arguments.Any(argument => argument.Contains("--type=", StringComparison.Ordinal)) ||
        (child.Binary is not null && Path.GetDirectoryName(child.Binary) == Path.GetDirectoryName(chrome.Binary));

    // A renderer goes when its browser does, but not one that was stopped: it would lie in memory until the machine restarts.
    private async Task EndFamilyAsync(IReadOnlyList<ProcessFacts> family, CancellationToken ct)
    {
        var begun = time.GetTimestamp();
        while (family.Any(processes.StillRuns) && time.GetElapsedTime(begun) < Farewell)
            await Task.Delay(Glance, time, ct);
        foreach (var child in family.Where(processes.StillRuns))
        {
            LogSignal(log, "SIGKILL", child.Pid);
            processes.Signal(child, Libc.SigKill);
        }
    }

    /// <summary>Removes the lock of a Chrome of this machine that no longer runs; Chrome leaves it behind when it was killed.</summary>
    public void Unlock()
    {
        if (ProfileLock.Read(folder.LockFile) is not { } held || !ThisMachine.Made(held, ChromeRecord.Read(folder.RecordFile)))
            return;
        if (processes.Find(held.Pid) is null && !ProfileLock.Answers(folder.SocketFile))
            File.Delete(folder.LockFile);
    }

    /// <returns>Whether it was asked, or is going already.</returns>
    private async Task<bool> CloseAsync(ProcessFacts chrome, CancellationToken ct)
    {
        if (PortOf(chrome) is not { } port || processes.FindListener(port)?.Process?.Pid != chrome.Pid)
            return false;
        try
        {
            using var endpoint = new DevToolsEndpoint(port, time);
            if (await endpoint.VersionAsync(deadline, ct) is not { } version)
                return false;
            await using var connection = await CdpConnection.ConnectAsync(CdpSocket.DialAsync, version.WebSocket, deadline, time, ct);
            await connection.Browser.SendAsync(new CloseBrowser(), ct);
            return true;
        }
        catch (Exception e) when (e is ChromeGoneException or CdpErrorException)
        {
            // It went while it answered, or will not: the signals follow.
            return !processes.StillRuns(chrome);
        }
    }

    private async Task<bool> HasEndedAsync(ProcessFacts chrome, CancellationToken ct)
    {
        var begun = time.GetTimestamp();
        while (processes.StillRuns(chrome))
        {
            if (time.GetElapsedTime(begun) > deadline)
                return false;
            await Task.Delay(Glance, time, ct);
        }

        return true;
    }

    private static int? PortOf(ProcessFacts chrome) =>
        chrome.Arguments.LastOrDefault(argument => argument.StartsWith(ChromeArguments.Port, StringComparison.Ordinal)) is { } given &&
        int.TryParse(given.AsSpan(ChromeArguments.Port.Length), out var port) ? port : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chrome does not close by itself: {Signal} to pid {Pid}")]
    private static partial void LogSignal(ILogger log, string signal, int pid);
}
