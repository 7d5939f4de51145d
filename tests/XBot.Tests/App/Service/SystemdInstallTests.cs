using XBot.App.CommandLine;
using XBot.App.Service;
using XBot.App.Service.Systemd;
using XBot.Testing;

namespace XBot.Tests.App.Service;

public sealed class SystemdInstallTests : IDisposable
{
    private const string Unit = "com.xbot.runner.service";

    private readonly TempFolder _folder = new();
    private readonly FakeTools _tools = new();
    private readonly SystemdInstaller _installer;

    public SystemdInstallTests() => _installer = new SystemdInstaller(_tools, _folder.Path, "somebody");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Install_writes_the_unit_reloads_enables_and_starts_it()
    {
        var said = await _installer.InstallAsync(PlistTests.Definition("/opt/xbot"), TestContext.Current.CancellationToken);

        Assert.Equal(["daemon-reload", $"reset-failed {Unit}", $"enable --now {Unit}"], _tools.Changes);
        Assert.Equal(SystemdUnit.Write(PlistTests.Definition("/opt/xbot")), await File.ReadAllTextAsync(_installer.File, TestContext.Current.CancellationToken));
        Assert.Contains(said, line => line.Contains("enable-linger", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Install_restarts_what_runs_by_an_old_definition_and_nothing_else()
    {
        await _installer.InstallAsync(PlistTests.Definition("/opt/xbot"), TestContext.Current.CancellationToken);
        _tools.Active = true;
        _tools.Calls.Clear();
        await _installer.InstallAsync(PlistTests.Definition("/opt/xbot"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain($"restart {Unit}", _tools.Changes);
        await _installer.InstallAsync(PlistTests.Definition("/opt/other"), TestContext.Current.CancellationToken);
        Assert.Contains($"restart {Unit}", _tools.Changes);
    }

    [Fact]
    public async Task A_machine_without_a_user_manager_is_told_in_one_line_and_nothing_is_written()
    {
        _tools.Manager = false;
        var refusal = await Assert.ThrowsAsync<CommandException>(() => _installer.InstallAsync(PlistTests.Definition("/opt/xbot"), TestContext.Current.CancellationToken));
        Assert.Contains("no systemd user manager answers here (Failed to connect to bus)", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.False(File.Exists(_installer.File));
        Assert.Equal("absent", (await _installer.LookAsync(TestContext.Current.CancellationToken)).State);
    }

    [Fact]
    public async Task Uninstall_stops_removes_and_may_be_said_twice()
    {
        await _installer.InstallAsync(PlistTests.Definition("/opt/xbot"), TestContext.Current.CancellationToken);
        _tools.Calls.Clear();
        await _installer.UninstallAsync(TestContext.Current.CancellationToken);
        Assert.Equal([$"disable --now {Unit}", "daemon-reload", $"reset-failed {Unit}"], _tools.Changes);
        Assert.False(File.Exists(_installer.File));
        Assert.Contains("was not installed", Assert.Single(await _installer.UninstallAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LoadState=loaded\nActiveState=active\nSubState=running\nMainPID=4711\nUnitFileState=enabled\nResult=success\nExecMainCode=0\n", "running")]
    [InlineData("LoadState=loaded\nActiveState=activating\nSubState=auto-restart\nMainPID=0\nResult=exit-code\nExecMainCode=1\nExecMainStatus=70\n", "waiting")]
    [InlineData("LoadState=loaded\nActiveState=failed\nSubState=failed\nMainPID=0\nResult=watchdog\nExecMainCode=2\nExecMainStatus=9\n", "stopped")]
    [InlineData("something new\n", "unknown")]
    public async Task Status_reads_what_systemd_says_and_calls_the_rest_unknown(string show, string state)
    {
        await _installer.InstallAsync(PlistTests.Definition("/opt/xbot"), TestContext.Current.CancellationToken);
        _tools.Show = show;
        Assert.Equal(state, (await _installer.LookAsync(TestContext.Current.CancellationToken)).State);
    }

    [Theory]
    [InlineData(0, "Linger=no\n", true)]
    [InlineData(0, "Linger=yes\n", false)]
    [InlineData(1, "", null)]
    public async Task Status_tells_whether_it_ends_at_logout_where_somebody_knows(int code, string said, bool? ends)
    {
        _tools.Linger = new ToolAnswer(code, said, "");
        Assert.Equal(ends == true, (await _installer.InstallAsync(PlistTests.Definition("/opt/xbot"), TestContext.Current.CancellationToken)).Contains(SystemdInstaller.Lingering));
        _tools.Show = "LoadState=loaded\nActiveState=active\n";
        Assert.Equal(ends, (await _installer.LookAsync(TestContext.Current.CancellationToken)).EndsAtLogout);
    }

    [Fact]
    public async Task The_whole_command_tells_a_machine_without_systemctl_so()
    {
        using var host = new TestHost(("PATH", "/nowhere")).With("XBOT_NOTHING", "1");
        // In-process the programs of /usr/bin are found too: what answers there is no user manager either.
        Assert.Equal(1, await XbotProgram.RunAsync(["service", "restart", "--manager", "systemd"], host.Host));
        Assert.Single(host.Stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private sealed class FakeTools : IServiceTools
    {
        public List<string> Calls { get; } = [];
        public bool Manager { get; set; } = true;
        public bool Active { get; set; }
        public string Show { get; set; } = "";
        public ToolAnswer Linger { get; set; } = new(0, "Linger=no\n", "");

        /// <summary>What changes something, without the questions.</summary>
        public IEnumerable<string> Changes => Calls.Where(call => !call.StartsWith("show", StringComparison.Ordinal) && !call.StartsWith("is-active", StringComparison.Ordinal));

        public Task<ToolAnswer> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct)
        {
            if (program == "loginctl")
                return Task.FromResult(Linger);
            Assert.Equal("--user", arguments[0]);
            var call = string.Join(' ', arguments.Skip(1));
            Calls.Add(call);
            return Task.FromResult(!Manager ? new ToolAnswer(1, "", "Failed to connect to bus\n")
                : call.StartsWith("is-active", StringComparison.Ordinal) ? new ToolAnswer(Active ? 0 : 3, "", "")
                : new ToolAnswer(0, call.StartsWith("show", StringComparison.Ordinal) ? Show : "", ""));
        }
    }
}
