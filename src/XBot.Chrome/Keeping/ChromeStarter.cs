using System.ComponentModel;
using Microsoft.Extensions.Logging;
using XBot.Chrome.Processes;

namespace XBot.Chrome.Keeping;

/// <summary>Starts our Chrome and waits until its DevTools answer.</summary>
internal sealed partial class ChromeStarter(ChromeFolder folder, ExpectedChrome expected, IReadOnlyCollection<string> withheld, ProcessProbe processes, TimeSpan deadline, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(25);

    /// <exception cref="ChromeUnavailableException">It did not start, ended again, or never answered.</exception>
    public async Task<DetachedProcess> StartAsync(CancellationToken ct)
    {
        LogStart(log, expected.Executable, expected.Port, folder.UserData);
        var process = Spawn();
        var record = Note(process);
        var begun = time.GetTimestamp();
        using var endpoint = new DevToolsEndpoint(expected.Port, time);
        while (true)
        {
            // Someone else's DevTools may answer on this port: only those of our own process count.
            if (processes.FindListener(expected.Port)?.Process?.Pid == process.Pid && await endpoint.VersionAsync(Left(begun), ct) is { } version)
            {
                (record with { Binary = processes.Find(process.Pid)?.Binary, Version = version.Browser }).Write(folder.RecordFile);
                return process;
            }

            if (process.Exited.IsCompleted)
                throw new ChromeUnavailableException($"Chrome ended at its start ({await process.Exited}): {Said()}");
            if (time.GetElapsedTime(begun) > deadline)
            {
                if (processes.Find(process.Pid) is { } silent)
                    processes.Signal(silent, Libc.SigKill);
                throw new ChromeUnavailableException($"Chrome (pid {process.Pid}) did not answer on port {expected.Port} within {deadline.TotalSeconds:0} s: {Said()}");
            }

            await Task.WhenAny(process.Exited, Task.Delay(Glance, time, ct));
            ct.ThrowIfCancellationRequested();
        }
    }

    private TimeSpan Left(long begun) => deadline - time.GetElapsedTime(begun) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private DetachedProcess Spawn()
    {
        try
        {
            return DetachedProcess.Start(expected.Executable, [.. expected.Switches, ChromeArguments.FirstPage], folder.OutputFile,
                DetachedProcess.OurVariables().Where(variable => !withheld.Contains(variable.Key)));
        }
        catch (Win32Exception e)
        {
            throw new ChromeUnavailableException($"{expected.Executable} could not be started: {e.Message}", e);
        }
    }

    /// <summary>Noted before it answers: whoever comes after us, should we end now, can prove that it is ours.</summary>
    private ChromeRecord Note(DetachedProcess process)
    {
        var facts = processes.Find(process.Pid);
        var record = new ChromeRecord(
            process.Pid, facts?.StartMark ?? "", facts?.StartedAt, expected.Port, expected.Executable, null, expected.Switches, null, null, [], ThisMachine.Id);
        record.Write(folder.RecordFile);
        return record;
    }

    private string Said() => folder.LastOutputLine() is { Length: > 0 } line ? line : $"it said nothing in {folder.OutputFile}";

    [LoggerMessage(Level = LogLevel.Information, Message = "Starting {Executable} with port {Port} and profile {Profile}")]
    private static partial void LogStart(ILogger log, string executable, int port, string profile);
}
