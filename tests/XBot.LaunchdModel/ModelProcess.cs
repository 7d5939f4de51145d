using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace XBot.LaunchdModel;

/// <summary>A job's process as launchd starts it: a group of its own, launchd's bare environment, its streams appended to files.</summary>
internal sealed partial class ModelProcess : IDisposable
{
    private const int Term = 15;
    private const int Kill = 9;

    private readonly Process _process;

    private ModelProcess(Process process) => _process = process;

    public int Pid => _process.Id;

    /// <summary>Null when a log cannot be opened: launchd gives up before exec, with 78 (EX_CONFIG).</summary>
    public static ModelProcess? Start(ModelDefinition job, IReadOnlyDictionary<string, string> session)
    {
        if (!CanAppend(job.Out) || !CanAppend(job.Error))
            return null;
        const string script = """umask "$1"; ulimit -S -n "$2"; out=$3; err=$4; shift 4; exec "$@" </dev/null >>"$out" 2>>"$err" """;
        string[] words = ["/bin/sh", "-c", script, "launchd-model", Convert.ToString(job.Umask, 8), job.OpenFiles.ToString(CultureInfo.InvariantCulture), job.Out, job.Error, .. job.Arguments];
        // setsid becomes the program: the pid is the job's, and its group's.
        var start = new ProcessStartInfo("/usr/bin/setsid", words) { WorkingDirectory = "/", RedirectStandardInput = true };
        start.Environment.Clear();
        foreach (var (name, value) in session.Concat(job.Variables))
            start.Environment[name] = value;
        start.Environment["XPC_SERVICE_NAME"] = job.Label;
        return new ModelProcess(Process.Start(start)!);
    }

    /// <summary>The exit code; a death by signal as its negative number.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode > 128 ? -(_process.ExitCode - 128) : _process.ExitCode;
    }

    public void Terminate() => _ = Send(Pid, Term);

    public void KillIt() => _ = Send(Pid, Kill);

    /// <summary>What is left of the job's process group goes with the job.</summary>
    public void KillGroup() => _ = Send(-Pid, Kill);

    public void Dispose() => _process.Dispose();

    private static bool CanAppend(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int pid, int signal);
}
