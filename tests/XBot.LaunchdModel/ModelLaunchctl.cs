using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace XBot.LaunchdModel;

/// <summary>launchctl's verbs with their exit codes: 5 I/O error, 37 in progress, 64 usage, 112 no such domain, 113 no such service, 119 disabled, 122 bad ownership, 125 no GUI domain.</summary>
internal sealed partial class ModelLaunchctl(ModelKnobs knobs, IReadOnlyDictionary<string, string> session)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ModelJob> _jobs = new(StringComparer.Ordinal);
    private readonly List<ModelJob> _ever = [];

    // Survives bootout, and the file's removal.
    private readonly HashSet<string> _disabled = new(StringComparer.Ordinal);

    private readonly string _domain = $"gui/{GetUserId()}";

    public IReadOnlyList<ModelRun> RunsOf(string label)
    {
        lock (_lock)
            return [.. _ever.Where(job => job.Definition.Label == label).SelectMany(job => job.Runs)];
    }

    public ModelAnswer Answer(string[] words)
    {
        lock (_lock)
        {
            return words switch
            {
                ["managername"] => new(0, knobs.Session + "\n"),
                ["version"] => new(0, "a model of launchd for tests, not Darwin's\n"),
                ["list"] => new(0, "PID\tStatus\tLabel\n" + string.Concat(_jobs.Values.Select(Row))),
                ["load", .. var options] => Load(options),
                ["unload", .. var options] => Unload(options),
                [_, var domain, ..] when knobs.Session != "Aqua" && domain.StartsWith("gui/", StringComparison.Ordinal) => new(125, "", "Domain does not support specified action\n"),
                ["bootstrap", var domain, var path] => domain == _domain ? Bootstrap(path) : NoDomain(),
                ["print-disabled", var domain] => domain == _domain ? new(0, "disabled services = {\n" + string.Concat(_disabled.Select(label => $"\t\"{label}\" => disabled\n")) + "}\n") : NoDomain(),
                ["enable", var target] => OnLabel(target, label => _disabled.Remove(label)),
                ["disable", var target] => OnLabel(target, label => _disabled.Add(label)),
                ["bootout", var target] => OnJob(target, job => job.Remove()),
                ["kickstart", "-k", var target] => OnJob(target, job => job.Kickstart(kill: true)),
                ["kickstart", var target] => OnJob(target, job => job.Kickstart(kill: false)),
                ["print", var target] => Print(target),
                _ => new(64, "", "Unrecognized subcommand (model)\n"),
            };
        }
    }

    public async Task EndAllAsync()
    {
        Task[] lives;
        lock (_lock)
        {
            foreach (var job in _jobs.Values)
                job.Remove();
            lives = [.. _ever.Select(job => job.Life)];
        }

        await Task.WhenAll(lives);
    }

    private ModelAnswer Bootstrap(string path)
    {
        if (knobs.BootstrapFailure is { } failure)
            return Failed(failure);
        if (knobs.RacesLeft > 0)
        {
            knobs.RacesLeft--;
            return Failed(5);
        }

        if (!File.Exists(path) || Unsafe(path))
            return Failed(File.Exists(path) ? 122 : 5);
        ModelDefinition definition;
        try
        {
            definition = ModelDefinition.Read(path);
        }
        catch (Exception e) when (e is FormatException or KeyNotFoundException or InvalidCastException)
        {
            return Failed(5);
        }

        // What is loaded stays as it was loaded, whatever the file holds by now.
        if (_jobs.TryGetValue(definition.Label, out var there))
            return Failed(there.IsLeaving ? 37 : 5);
        if (_disabled.Contains(definition.Label))
            return Failed(119);
        var job = new ModelJob(definition, knobs, session);
        _jobs[definition.Label] = job;
        _ever.Add(job);
        job.Load();
        _ = ForgetAsync(job);
        return new(0);
    }

    private async Task ForgetAsync(ModelJob job)
    {
        await job.Life;
        lock (_lock)
            _jobs.Remove(job.Definition.Label);
    }

    // The legacy verbs exit 0 whatever happened.
    private ModelAnswer Load(string[] options)
    {
        var answer = Bootstrap(options[^1]);
        return answer.Code == 0 ? answer : new(0, "", $"Load failed: {answer.Code}: model\n");
    }

    private ModelAnswer Unload(string[] options)
    {
        if (!File.Exists(options[^1]) || !_jobs.TryGetValue(ModelDefinition.Read(options[^1]).Label, out var job))
            return new(0, "", "Unload failed: 113: model\n");
        job.Remove();
        return new(0);
    }

    private ModelAnswer Print(string target)
    {
        if (knobs.Garbles)
            return new(0, "a new release prints something else\n");
        if (!_jobs.TryGetValue(LabelOf(target) ?? "", out var job))
            return new(113, "", $"Bad request.\nCould not find service \"{target}\" in domain for user gui (model)\n");
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{target} = {{\n\tmodel = this is a model of launchd for tests\n\tactive count = {(job.Pid is null ? 0 : 1)}\n");
        text.Append(CultureInfo.InvariantCulture, $"\tpath = {job.Definition.Path}\n\ttype = LaunchAgent\n\tstate = {(job.Pid is null ? "not running" : "running")}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"\tprogram = {job.Definition.Arguments[0]}\n\targuments = {{\n");
        foreach (var argument in job.Definition.Arguments)
            text.Append(CultureInfo.InvariantCulture, $"\t\t{argument}\n");
        text.Append(CultureInfo.InvariantCulture, $"\t}}\n\n\truns = {job.Runs.Count}\n");
        if (job.Pid is { } pid)
            text.Append(CultureInfo.InvariantCulture, $"\tpid = {pid}\n");
        text.Append("\tlast exit code = ").Append(job.Runs.LastOrDefault(run => run.Status is not null)?.Status?.ToString(CultureInfo.InvariantCulture) ?? "(never exited)").Append("\n}\n");
        return new(0, text.ToString());
    }

    private static string Row(ModelJob job) =>
        string.Create(CultureInfo.InvariantCulture, $"{job.Pid?.ToString(CultureInfo.InvariantCulture) ?? "-"}\t{job.Runs.LastOrDefault(run => run.Status is not null)?.Status ?? 0}\t{job.Definition.Label}\n");

    private ModelAnswer OnLabel(string target, Action<string> act)
    {
        if (LabelOf(target) is not { } label)
            return NoDomain();
        act(label);
        return new(0);
    }

    private ModelAnswer OnJob(string target, Action<ModelJob> act)
    {
        if (LabelOf(target) is not { } label)
            return NoDomain();
        if (!_jobs.TryGetValue(label, out var job))
            return new(113, "", "Could not find service (model)\n");
        if (job.IsLeaving)
            return new(37, "", "Operation already in progress (model)\n");
        act(job);
        return new(0);
    }

    private string? LabelOf(string target) => target.StartsWith(_domain + "/", StringComparison.Ordinal) ? target[(_domain.Length + 1)..] : null;

    private static bool Unsafe(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0;

    private static ModelAnswer NoDomain() => new(112, "", "Could not find specified domain (model)\n");

    private static ModelAnswer Failed(int code) => new(code, "", $"Bootstrap failed: {code}: model\n");

    [LibraryImport("libc", EntryPoint = "getuid")]
    private static partial uint GetUserId();
}
