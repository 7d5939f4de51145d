using XBot.App.Running;
using XBot.Testing;
using XBot.Tests.App.Service;
using XBot.Tests.Crashes.Desk;

namespace XBot.Tests.App.Supervision;

/// <summary>The real program as a supervisor starts it, where it must not be started again.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class RefusalTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder = new();

    private string Profile => _folder.File("profile");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("XPC_SERVICE_NAME", "com.xbot.runner", 0)]
    [InlineData("INVOCATION_ID", "0123456789abcdef", 7)]
    [InlineData("NOTIFY_SOCKET", "/no/such/socket", 7)]
    [InlineData("XPC_SERVICE_NAME", "0", 7)]
    public async Task A_store_that_can_never_serve_ends_it_as_its_supervisor_needs_and_is_written_down(string name, string value, int code)
    {
        ProfileFolder.Prepare(Profile);
        await File.WriteAllTextAsync(Path.Combine(Profile, "xbot.db"), "this is no database at all", TestContext.Current.CancellationToken);

        Assert.Equal(code, await RunAsync((name, value)));

        Assert.Contains("xbot.db", await File.ReadAllTextAsync(Path.Combine(Profile, "daemon-error.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("\"failed\":0", await File.ReadAllTextAsync(Path.Combine(Profile, "starts.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("XPC_SERVICE_NAME", "com.xbot.runner", 0)]
    [InlineData("INVOCATION_ID", "0123456789abcdef", 6)]
    public async Task So_does_a_profile_that_another_daemon_has(string name, string value, int code)
    {
        ProfileFolder.Prepare(Profile);
        using var held = InstanceLock.TryTake(Profile, InstanceRole.Daemon, TimeProvider.System, out _);
        Assert.NotNull(held);
        Assert.Equal(code, await RunAsync((name, value)));
    }

    [Theory]
    [InlineData("XPC_SERVICE_NAME", "com.xbot.runner", 0)]
    [InlineData("INVOCATION_ID", "0123456789abcdef", 4)]
    public async Task So_does_a_wrong_setting(string name, string value, int code)
    {
        ProfileFolder.Prepare(Profile);
        Assert.Equal(code, await RunAsync((name, value), ("CDP_PORT", "nine")));
        Assert.Contains("crit  daemon CDP_PORT is \"nine\"", await File.ReadAllTextAsync(Path.Combine(Profile, "daemon-error.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("XPC_SERVICE_NAME", "com.xbot.runner", 0)]
    [InlineData("INVOCATION_ID", "0123456789abcdef", 4)]
    public async Task So_does_a_log_that_is_somebody_elses(string name, string value, int code)
    {
        ProfileFolder.Prepare(Profile);
        // As good as another user's for whoever runs the tests, root too.
        Directory.CreateDirectory(Path.Combine(Profile, "daemon.log"));
        await using var daemon = HostProcess.Start("XBot.App", "xbot", ["runner:daemon", "--service"], Variables((name, value)));
        Assert.True(await daemon.EndsWithinAsync(Patience, TestContext.Current.CancellationToken), daemon.Said);
        Assert.Equal(code, daemon.ExitCode);
        Assert.StartsWith("xbot: the daemon's log cannot be written: ", await daemon.AllSaidAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_a_person_it_ends_with_its_code_whatever_the_terminal_hands_on()
    {
        ProfileFolder.Prepare(Profile);
        await File.WriteAllTextAsync(Path.Combine(Profile, "xbot.db"), "this is no database at all", TestContext.Current.CancellationToken);
        await using var daemon = HostProcess.Start("XBot.App", "xbot", ["daemon"], Variables(("XPC_SERVICE_NAME", "com.xbot.runner")));
        Assert.True(await daemon.EndsWithinAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(7, daemon.ExitCode);
    }

    [Fact]
    public async Task Launchds_model_does_not_start_the_real_program_again_after_a_refusal()
    {
        await using var desk = new LaunchdDesk();
        desk.Program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "XBot.App", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "xbot"));
        ProfileFolder.Prepare(desk.Profile);
        await File.WriteAllTextAsync(Path.Combine(desk.Profile, "xbot.db"), "this is no database at all", TestContext.Current.CancellationToken);
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } runtime)
            desk.With("DOTNET_ROOT", runtime);

        Assert.Equal(1, await desk.ServiceAsync("install"));
        Assert.Contains("its daemon ended at once with 0: ", desk.Stderr, StringComparison.Ordinal);
        Assert.Contains("xbot.db", desk.Stderr, StringComparison.Ordinal);

        // Once at load; and once more where install's own kick found it gone already. Launchd's 30 s are 0.3 s here.
        await desk.UntilAsync("the refusal", () => desk.Runs.Count > 0 && desk.Runs.All(run => run.Status is not null));
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, TestContext.Current.CancellationToken);
        await desk.UntilAsync("the end of all", () => desk.Runs.All(run => run.Status is not null));
        Assert.InRange(desk.Runs.Count, 1, 2);
        Assert.All(desk.Runs, run => Assert.Equal(0, run.Status));
        await LaunchdLifeTests.SaysStoppedAsync(desk);
    }

    private async Task<int> RunAsync(params (string, string)[] variables)
    {
        await using var daemon = HostProcess.Start("XBot.App", "xbot", ["runner:daemon", "--service"], Variables(variables));
        Assert.True(await daemon.EndsWithinAsync(Patience, TestContext.Current.CancellationToken), daemon.Said);
        return daemon.ExitCode;
    }

    /// <summary>Nothing of whoever started the tests.</summary>
    private (string, string)[] Variables(params IEnumerable<(string, string)> more) =>
        [("XPC_SERVICE_NAME", ""), ("INVOCATION_ID", ""), ("NOTIFY_SOCKET", ""), ("RUNNER_PROFILE_DIR", Profile), ("X_BASE_URL", "http://127.0.0.1:9"), .. more];
}
