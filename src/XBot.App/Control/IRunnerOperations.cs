using XBot.Chrome;
using XBot.Core.Pipeline;
using XBot.Core.Sessions;

namespace XBot.App.Control;

/// <summary>
/// What a command can have done, here or by the daemon that runs on its profile: commands do not care which. Refusals and failures are thrown as
/// the exceptions that have an exit code; over the socket they arrive as <see cref="CommandLine.CommandException"/> with code and line.
/// </summary>
public interface IRunnerOperations
{
    /// <summary>Adopts or starts our Chrome.</summary>
    Task<ChromeStatus> StartChromeAsync(CancellationToken ct);

    /// <summary>Ends our Chrome by Browser.close. False when none ran. A daemon does not start it again until it is asked to.</summary>
    Task<bool> StopChromeAsync(CancellationToken ct);

    /// <summary>
    /// Ends our Chrome and leaves profile and port to the caller until what is returned is disposed, or the connection ends. Checks and heartbeats go on
    /// meanwhile. Throws with exit code 6 when it is lent already.
    /// </summary>
    Task<IAsyncDisposable> LendBrowserAsync(CancellationToken ct);

    /// <summary>Looks; starts nothing.</summary>
    Task<ChromeStatus> ChromeStatusAsync(CancellationToken ct);

    /// <summary>Loads /home afresh (starting Chrome if need be) and tells the session's state.</summary>
    Task<SessionReport> CheckSessionAsync(CancellationToken ct);

    /// <summary>One pipeline run. Throws with exit code 5 when paused or frozen.</summary>
    Task<PipelineReport> RunOnceAsync(CancellationToken ct);

    /// <summary>Reads posts and judges them. Allowed while paused or frozen: it only reads.</summary>
    Task<ReadPostsReply> ReadPostsAsync(ReadPostsRequest request, CancellationToken ct);

    /// <summary>Ends the posting freeze. Pausing and its end are no operations: they are the STOP file, which needs nobody to answer.</summary>
    /// <param name="by">Who says so, for the record.</param>
    /// <returns>False when nothing was frozen.</returns>
    Task<bool> ResumePostingAsync(string by, CancellationToken ct);
}
