using Microsoft.Extensions.Logging;
using XBot.Chrome.Cdp;
using XBot.Chrome.Processes;

namespace XBot.Chrome.Keeping;

/// <summary>Ends a Chrome that was proven ours: asks it, tells it, and at last kills exactly that process.</summary>
internal sealed partial class ChromeEnder(ChromeFolder folder, ProcessProbe processes, TimeSpan deadline, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    public async Task EndAsync(ProcessFacts chrome, CancellationToken ct)
    {
        await CloseAsync(chrome, ct);
        foreach (var (signal, name) in new[] { (Libc.SigTerm, "SIGTERM"), (Libc.SigKill, "SIGKILL") })
        {
            if (await HasEndedAsync(chrome, ct))
                break;
            LogSignal(log, name, chrome.Pid);
            processes.Signal(chrome, signal);
        }

        if (!await HasEndedAsync(chrome, ct))
            throw new ChromeUnavailableException($"Chrome (pid {chrome.Pid}) does not end, not even when killed: restart the computer");
        Unlock();
    }

    /// <summary>Removes the lock of a Chrome of this machine that no longer runs; Chrome leaves it behind when it was killed.</summary>
    public void Unlock()
    {
        if (ProfileLock.Read(folder.LockFile) is not { } held || held.Host != Environment.MachineName)
            return;
        if (processes.Find(held.Pid) is null && !ProfileLock.Answers(folder.SocketFile))
            File.Delete(folder.LockFile);
    }

    private async Task CloseAsync(ProcessFacts chrome, CancellationToken ct)
    {
        if (PortOf(chrome) is not { } port || processes.FindListener(port)?.Process?.Pid != chrome.Pid)
            return;
        try
        {
            using var endpoint = new DevToolsEndpoint(port, time);
            if (await endpoint.VersionAsync(deadline, ct) is not { } version)
                return;
            await using var connection = await CdpConnection.ConnectAsync(version.WebSocket, generation: 0, deadline, time, ct);
            await connection.Browser.SendAsync(new CloseBrowser(), ct);
        }
        catch (Exception e) when (e is ChromeGoneException or CdpErrorException)
        {
            // It went while it answered, or will not: the signals follow.
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
