using XBot.App.CommandLine;
using XBot.LaunchdModel;
using XBot.Testing;

namespace XBot.Tests.App.Service;

/// <summary>A user at a Mac's screen, as far as a model of launchd goes: commands run in-process, the program that launchd starts is a script, or the real one.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed class LaunchdDesk : IAsyncDisposable
{
    public const string Label = "com.xbot.runner";

    /// <summary>Takes the profile, as the daemon does, and stays until it is asked to end.</summary>
    public const string Stays = "printf '{\"pid\":%d,\"role\":\"daemon\",\"since\":\"2026-03-01T12:00:00+00:00\"}' $$ >\"$RUNNER_PROFILE_DIR/instance.json\"; trap 'exit 0' TERM; while :; do sleep 0.05; done";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly TestHost _host = new();

    /// <param name="place">The folder below which program and profile are.</param>
    public LaunchdDesk(string place = "a place & more <é> \"q\"")
    {
        Place = Directory.CreateDirectory(_folder.File(place)).FullName;
        var bin = Path.Combine(AppContext.BaseDirectory, "..", "..", "XBot.LaunchdModel", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "XBot.LaunchdModel");
        Launchd = ModelLaunchd.Start(_folder.Path, _host.UserHome, Path.GetFullPath(bin));
        Launchd.Knobs.Haste = 100;
        _host.With("PATH", $"{_folder.File("bin")}:/usr/bin:/bin").With("RUNNER_PROFILE_DIR", Profile);
        Program = Path.Combine(Place, "xbot");
        Script(Stays);
    }

    public ModelLaunchd Launchd { get; }
    public string Place { get; }
    public string Program { get; set; }
    public string Profile => Path.Combine(Place, "profile");
    public string Plist => Path.Combine(_host.UserHome, "Library", "LaunchAgents", Label + ".plist");
    public string Target => $"{Domain}/{Label}";
    public string Said => _host.Stdout + _host.Stderr;
    public string Stdout => _host.Stdout;
    public string Stderr => _host.Stderr;
    public IReadOnlyList<ModelRun> Runs => Launchd.RunsOf(Label);

    public string Domain { get; } = $"gui/{(Environment.GetEnvironmentVariable("UID") is { Length: > 0 } uid ? uid : ReadUid())}";

    public LaunchdDesk With(string name, string value)
    {
        _host.With(name, value);
        return this;
    }

    /// <summary>What .env.local says.</summary>
    public void EnvFile(string content) => _host.WithFile(".env.local", content);

    /// <summary>What the program does from its next start on. It notes its arguments and umask first.</summary>
    public void Script(string body)
    {
        var fresh = Program + ".new";
        File.WriteAllText(fresh, $"#!/bin/sh\necho \"$@ umask $(umask) files $(ulimit -n) path $PATH\" >>\"$RUNNER_PROFILE_DIR/started\"\n{body}\n");
        File.SetUnixFileMode(fresh, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Move(fresh, Program, overwrite: true);
    }

    /// <summary><c>xbot service …</c> on this machine.</summary>
    public Task<int> ServiceAsync(params string[] words) => XbotProgram.RunAsync(
        ["service", .. words, "--manager", "launchd"], _host.Host with { Time = TimeProvider.System, ProgramPath = Program });

    /// <summary>A line that a person types.</summary>
    public async Task<(int Code, string Out)> ShellAsync(string line)
    {
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/sh", ["-c", line])
        {
            RedirectStandardOutput = true,
            Environment = { ["PATH"] = $"{_folder.File("bin")}:/usr/bin:/bin", ["HOME"] = _host.UserHome },
        })!;
        var said = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (shell.ExitCode, said);
    }

    public async Task UntilAsync(string what, Func<bool> seen)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!seen())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                Assert.Fail($"{what} did not happen; runs: {string.Join(" | ", Runs)}; said: {Said}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The program has noted so many starts.</summary>
    public Task StartedAsync(int times) => UntilAsync($"start number {times}", () => Starts.Count >= times);

    public IReadOnlyList<string> Starts => File.Exists(Path.Combine(Profile, "started")) ? File.ReadAllLines(Path.Combine(Profile, "started")) : [];

    public async ValueTask DisposeAsync()
    {
        await Launchd.DisposeAsync();
        _host.Dispose();
        _folder.Dispose();
    }

    private static string ReadUid() => File.ReadLines("/proc/self/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];
}
