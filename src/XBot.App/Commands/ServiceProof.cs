using System.Globalization;
using XBot.App.CommandLine;
using XBot.App.Logging;
using XBot.App.Reports;
using XBot.App.Running;
using XBot.App.Service;

namespace XBot.App.Commands;

/// <summary>Looks whether the daemon that a supervisor was just told to start stays: a start counts as done before the daemon has read its settings, locked its profile or opened its store.</summary>
internal sealed class ServiceProof(IServiceInstaller installer, string profileDir, TimeProvider time)
{
    // A daemon has its profile within a second or two.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // By then nothing that a supervisor says is of the run before.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // Made before the start: what the daemon wrote from then on is of this one.
    private readonly DateTimeOffset _since = time.GetUtcNow();

    /// <summary>To be asked once the supervisor has been told.</summary>
    /// <returns>A line for people.</returns>
    /// <exception cref="CommandException">It has ended: one line with the reason, where it gave one.</exception>
    public async Task<string> AskAsync(CancellationToken ct)
    {
        for (var began = time.GetTimestamp(); ;)
        {
            var state = await installer.LookAsync(ct);
            if (state.Pid is { } pid && InstanceHolder.Read(Path.Combine(profileDir, InstanceHolder.FileName))?.Pid == pid)
                return $"its daemon (pid {pid.ToString(CultureInfo.InvariantCulture)}) works on {profileDir}";
            var passed = time.GetElapsedTime(began);
            if (passed > Settled && state is { State: "stopped" } or { State: "waiting", LastExit: not null })
                throw new CommandException($"the service is installed, and its daemon ended at once{(state.LastExit is { } exit ? $" with {exit}" : "")}: {LastWord() ?? "daemon-error.log and supervisor.log in the profile may tell why"}; when that is mended: ./xbot service restart");
            if (passed > Patience)
                return "its daemon does not have the profile yet: './xbot service status' and './xbot logs' tell more";
            await Task.Delay(Pause, time, ct);
        }
    }

    /// <summary>The last error that was written since the start.</summary>
    private string? LastWord()
    {
        try
        {
            var line = File.ReadLines(Path.Combine(profileDir, RunnerLog.ErrorsName)).LastOrDefault();
            return line is not null && LogEntry.Parse(line) is { } entry && Times.Parse(entry.At) >= _since - Pause ? entry.Message : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
