using Microsoft.Extensions.Time.Testing;
using XBot.App.CommandLine;
using XBot.App.Running;
using XBot.Testing;

namespace XBot.Tests.App.Control;

public sealed class InstanceLockTests : IDisposable
{
    private readonly TempFolder profile = new("a profile");
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.Zero };
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_held_profile_names_its_holder()
    {
        using var held = Take(InstanceRole.Daemon);
        Assert.NotNull(held);

        Assert.Null(InstanceLock.TryTake(profile.Path, InstanceRole.Command, time, out var holder));

        Assert.Equal(new InstanceHolder(Environment.ProcessId, InstanceRole.Daemon, time.GetUtcNow()), holder);
    }

    [Fact]
    public void A_profile_let_go_can_be_taken_again_and_the_locks_file_stays()
    {
        Take(InstanceRole.Command)!.Dispose();
        Assert.True(File.Exists(profile.File("instance.lock")));
        Assert.False(File.Exists(profile.File("instance.json")));

        using var again = Take(InstanceRole.Command);

        Assert.NotNull(again);
    }

    [Fact]
    public void What_a_dead_holder_left_holds_nobody_up()
    {
        File.WriteAllText(profile.File("instance.lock"), "");
        File.WriteAllText(profile.File("instance.json"), """{"pid":1,"role":"daemon","since":"2026-01-01T00:00:00+00:00"}""");

        using var taken = Take(InstanceRole.Daemon);

        Assert.NotNull(taken);
    }

    [Fact]
    public async Task A_second_daemon_is_refused_with_pid_and_profile()
    {
        using var held = Take(InstanceRole.Daemon);
        var waiting = InstanceLock.TakeAsync(profile.Path, InstanceRole.Daemon, time, Cancellation);

        var refused = await Assert.ThrowsAsync<CommandException>(() => Passing(waiting));

        Assert.Equal(ExitCodes.AlreadyHeld, refused.ExitCode);
        Assert.Contains($"pid {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        Assert.Contains(profile.Path, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.True(time.GetUtcNow() < held!.Since + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_daemon_waits_for_a_short_command()
    {
        var held = Take(InstanceRole.Command);
        var waiting = InstanceLock.TakeAsync(profile.Path, InstanceRole.Daemon, time, Cancellation);
        Assert.False(waiting.IsCompleted);

        held!.Dispose();

        using var taken = await Passing(waiting);
        Assert.NotNull(taken);
    }

    [Fact]
    public async Task A_command_that_never_ends_is_waited_for_thirty_seconds()
    {
        using var held = Take(InstanceRole.Command);
        var waiting = InstanceLock.TakeAsync(profile.Path, InstanceRole.Command, time, Cancellation);

        var refused = await Assert.ThrowsAsync<CommandException>(() => Passing(waiting));

        Assert.Equal(ExitCodes.AlreadyHeld, refused.ExitCode);
        Assert.InRange((time.GetUtcNow() - held!.Since).TotalSeconds, 30, 32);
    }

    public void Dispose() => profile.Dispose();

    private InstanceLock? Take(InstanceRole role) => InstanceLock.TryTake(profile.Path, role, time, out _);

    /// <summary>Lets time pass until it is decided.</summary>
    private async Task<InstanceLock> Passing(Task<InstanceLock> waiting)
    {
        while (!waiting.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Yield();
        }

        return await waiting;
    }
}
