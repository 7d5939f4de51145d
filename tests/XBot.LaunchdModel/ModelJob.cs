namespace XBot.LaunchdModel;

/// <summary>One run of a job's process.</summary>
/// <param name="Pid">0: it never got as far as exec.</param>
/// <param name="Status">The exit code, a death by signal as its negative number; null while it runs.</param>
/// <param name="Killed">It outlived ExitTimeOut.</param>
public sealed record ModelRun(int Pid, DateTimeOffset Started, int? Status, bool Killed);

/// <summary>A loaded job: started, started again by KeepAlive's rule and never before its throttle is over, however often; never given up.</summary>
internal sealed class ModelJob(ModelDefinition definition, ModelKnobs knobs, IReadOnlyDictionary<string, string> session)
{
    private const int ConfigurationError = 78;

    private readonly Lock _lock = new();
    private readonly List<ModelRun> _runs = [];
    private readonly TaskCompletionSource _removal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ModelProcess? _process;
    private bool _killed;
    private bool _again;

    public ModelDefinition Definition => definition;

    /// <summary>Ends when the job was removed and its teardown is over.</summary>
    public Task Life { get; private set; } = Task.CompletedTask;

    public bool IsLeaving => _removal.Task.IsCompleted;

    public IReadOnlyList<ModelRun> Runs
    {
        get
        {
            lock (_lock)
                return [.. _runs];
        }
    }

    public int? Pid
    {
        get
        {
            lock (_lock)
                return _process?.Pid;
        }
    }

    public void Load()
    {
        if (definition.RunAtLoad && !knobs.HoldsRunAtLoad)
            _wanted.TrySetResult();
        Life = Task.Run(LiveAsync);
    }

    public void Kickstart(bool kill)
    {
        lock (_lock)
        {
            if (_process is null)
            {
                _wanted.TrySetResult();
                return;
            }

            if (!kill)
                return;
            _again = true;
        }

        _ = StopProcessAsync();
    }

    /// <summary>Returns at once; <see cref="Life"/> ends when it is over.</summary>
    public void Remove()
    {
        _removal.TrySetResult();
        _ = StopProcessAsync();
    }

    private async Task LiveAsync()
    {
        while (!IsLeaving)
        {
            await Task.WhenAny(_wanted.Task, _removal.Task);
            if (Runs is [.., var last] && last.Started + knobs.Seconds(definition.ThrottleInterval) - TimeProvider.System.GetUtcNow() is var wait && wait > TimeSpan.Zero)
                await Task.WhenAny(Task.Delay(wait), _removal.Task);
            if (IsLeaving)
                break;
            _wanted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var status = await RunAsync();
            if (_again || definition.Restarts(status == 0))
                _wanted.TrySetResult();
            _again = false;
        }

        // launchd answers bootout before it has forgotten the job.
        await Task.Delay(knobs.TeardownLag);
    }

    private async Task<int> RunAsync()
    {
        ModelProcess? process;
        lock (_lock)
        {
            if (IsLeaving)
                return 0;
            process = ModelProcess.Start(definition, session);
            (_process, _killed) = (process, false);
            _runs.Add(new ModelRun(process?.Pid ?? 0, TimeProvider.System.GetUtcNow(), process is null ? ConfigurationError : null, false));
        }

        if (process is null)
            return ConfigurationError;
        var status = await process.EndAsync();
        if (!definition.AbandonProcessGroup)
            process.KillGroup();
        lock (_lock)
        {
            _process = null;
            _runs[^1] = _runs[^1] with { Status = status, Killed = _killed };
        }

        process.Dispose();
        return status;
    }

    /// <summary>SIGTERM, and SIGKILL when ExitTimeOut is over.</summary>
    private async Task StopProcessAsync()
    {
        ModelProcess? process;
        lock (_lock)
        {
            process = _process;
            process?.Terminate();
        }

        if (process is null)
            return;
        await Task.Delay(TimeSpan.FromSeconds(definition.ExitTimeOut));
        lock (_lock)
        {
            if (_process != process)
                return;
            _killed = true;
            process.KillIt();
        }
    }
}
