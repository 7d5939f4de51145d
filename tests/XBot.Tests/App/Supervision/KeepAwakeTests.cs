using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XBot.App.Supervision;
using XBot.Testing;

namespace XBot.Tests.App.Supervision;

/// <summary>The child that holds sleep off, with real processes in its place.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class KeepAwakeTests : IDisposable
{
    private readonly TempFolder _profile = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _profile.Dispose();

    [Fact]
    public async Task It_is_recorded_while_it_lives_and_ends_with_the_daemons_work()
    {
        using var stop = new CancellationTokenSource();
        var life = Keep(new AwakeProgram("/usr/bin/sleep", ["600"])).RunAsync(stop.Token);
        await UntilAsync("the record", () => AwakeRecord.Read(_profile.Path) is { IsAlive: true });
        var record = AwakeRecord.Read(_profile.Path)!;

        await stop.CancelAsync();
        await life;

        await UntilAsync("its end", () => !record.IsAlive);
        Assert.Null(AwakeRecord.Read(_profile.Path));
    }

    [Fact]
    public async Task A_program_that_cannot_do_it_is_told_in_its_own_words_and_tried_again_later()
    {
        using var stop = new CancellationTokenSource();
        var count = _profile.File("count");
        var life = Keep(new AwakeProgram("/bin/sh", ["-c", $"echo x >>'{count}'; echo 'Failed to inhibit: Access denied' >&2; exit 1"])).RunAsync(stop.Token);
        await UntilAsync("the trouble", () => AwakeRecord.Read(_profile.Path) is { Trouble: "Failed to inhibit: Access denied", IsAlive: false });
        Assert.False(life.IsCompleted);
        // It rests by its own clock.
        await UntilAsync("another try", () =>
        {
            _time.Advance(TimeSpan.FromMinutes(11));
            return File.ReadAllLines(count).Length >= 2;
        });
        await stop.CancelAsync();
        await life;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_to_do_it_with_is_no_trouble(bool named)
    {
        using var stop = new CancellationTokenSource();
        var life = Keep(named ? new AwakeProgram("/no/such/program", []) : null).RunAsync(stop.Token);
        if (named)
            await UntilAsync("the record", () => AwakeRecord.Read(_profile.Path) is { Trouble.Length: > 0 });
        Assert.False(life.IsCompleted);
        await stop.CancelAsync();
        await life;
    }

    [Fact]
    public async Task The_command_for_logind_ends_by_itself_when_the_process_it_watches_is_killed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "caffeinate does it on a Mac");
        using var daemon = Process.Start("/usr/bin/sleep", "600");
        using var host = new TestHost(("PATH", "/usr/bin:/bin"));
        var program = AwakeProgram.Find(host.Host, daemon.Id, _profile.Path)!;
        Assert.Equal("/usr/bin/systemd-inhibit", program.Path);
        var command = program.Arguments.SkipWhile(argument => argument.StartsWith("--", StringComparison.Ordinal)).ToArray();
        using var held = Process.Start(command[0], command.Skip(1));
        Assert.False(held.HasExited);

        daemon.Kill();

        await held.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Without_logind_or_its_program_there_is_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a Mac has caffeinate");
        using var host = new TestHost(("PATH", "/usr/bin:/bin"));
        Assert.Null(AwakeProgram.Find(host.Host, 1, _profile.File("none")));
        using var bare = new TestHost(("PATH", _profile.Path));
        Assert.Null(AwakeProgram.Find(bare.Host, 1, _profile.Path));
    }

    private KeepAwake Keep(AwakeProgram? program) => new(program, _profile.Path, _time, NullLogger.Instance);

    private static async Task UntilAsync(string what, Func<bool> seen)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!seen())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(60), $"{what} did not come");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
