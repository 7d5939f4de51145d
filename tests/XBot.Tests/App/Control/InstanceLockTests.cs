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

    [Fact]
    public async Task A_service_waits_for_a_login_that_takes_an_hour_and_shows_that_it_lives()
    {
        var held = Take(InstanceRole.Command);
        var looks = new List<InstanceHolder?>();
        var waiting = InstanceLock.TakeAsServiceAsync(profile.Path, looks.Add, time, Cancellation);
        for (var look = 0; look < 60 * 60 * 5 && !waiting.IsCompleted; look++)
        {
            time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Yield();
        }

        Assert.False(waiting.IsCompleted);
        Assert.True(looks.Count > 30 * 5);
        Assert.All(looks, holder => Assert.Equal(InstanceRole.Command, holder!.Role));
        held!.Dispose();
        using var taken = await Passing(waiting);
        Assert.NotNull(taken);
    }

    [Fact]
    public async Task A_service_waits_for_a_holder_that_does_not_say_who_it_is()
    {
        var held = Take(InstanceRole.Daemon);
        File.Delete(profile.File("instance.json"));
        var waiting = InstanceLock.TakeAsServiceAsync(profile.Path, _ => { }, time, Cancellation);
        for (var look = 0; look < 60 * 5; look++)
        {
            time.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Yield();
        }

        Assert.False(waiting.IsCompleted);
        held!.Dispose();
        using var taken = await Passing(waiting);
    }

    [Fact]
    public async Task A_service_refuses_another_daemon_at_once()
    {
        using var held = Take(InstanceRole.Daemon);
        var refused = await Assert.ThrowsAsync<CommandException>(() => Passing(InstanceLock.TakeAsServiceAsync(profile.Path, _ => { }, time, Cancellation)));
        Assert.Equal(ExitCodes.AlreadyHeld, refused.ExitCode);
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
