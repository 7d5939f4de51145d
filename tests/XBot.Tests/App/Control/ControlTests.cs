using System.Runtime.Versioning;
using XBot.App.CommandLine;
using XBot.App.Control;
using XBot.Core.Stores;

namespace XBot.Tests.App.Control;

/// <summary>What a command asks of the daemon over its line, and how each of the two ends.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ControlTests : IDisposable
{
    private readonly ControlDesk _desk = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_operation_goes_to_the_daemon_and_its_answer_comes_back_whole()
    {
        var operations = new FakeOperations();
        await using var server = await _desk.ServeAsync(operations);
        await using var client = await _desk.ConnectAsync();

        Assert.Equal(FakeOperations.Chrome, await client.StartChromeAsync(Ct));
        Assert.True(await client.StopChromeAsync(Ct));
        Assert.Equal(FakeOperations.Chrome, await client.ChromeStatusAsync(Ct));
        Assert.Equal(FakeOperations.LoggedOut, await client.CheckSessionAsync(Ct));
        Assert.Equal(FakeOperations.Run, await client.RunOnceAsync(Ct));
        var read = await client.ReadPostsAsync(new ReadPostsRequest("/home", AllowLoggedOut: true, Store: false), Ct);
        Assert.True(await client.ResumePostingAsync("ana\nand more", Ct));

        Assert.Equal(FakeOperations.Candidate, Assert.Single(Assert.Single(read.Pages).Posts));
        Assert.Equal(
            ["start", "stop", "status", "session", "run", "read ReadPostsRequest { Path = /home, AllowLoggedOut = True, Store = False }", "resume posting ana\nand more"],
            operations.Asked);
    }

    [Fact]
    public async Task A_browser_that_was_lent_comes_back_however_the_borrower_ends()
    {
        var operations = new FakeOperations();
        await using var server = await _desk.ServeAsync(operations);
        await using (var client = await _desk.ConnectAsync())
        {
            await client.LendBrowserAsync(Ct);
            Assert.Equal(FakeOperations.Chrome, await client.ChromeStatusAsync(Ct));
            Assert.False(operations.Returned.Task.IsCompleted);
        }

        await operations.Returned.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Ct);
    }

    [Fact]
    public async Task A_failure_arrives_with_its_exit_code_and_its_line_and_the_next_operation_works()
    {
        var failures = new Queue<Exception?>([new CommandException(ExitCodes.PausedOrFrozen, "paused"), new StoreUnavailableException("the store is away"), null]);
        await using var server = await _desk.ServeAsync(new FakeOperations { Before = _ => failures.Dequeue() is { } failure ? Task.FromException(failure) : Task.CompletedTask });
        await using var client = await _desk.ConnectAsync();

        var paused = await Assert.ThrowsAsync<CommandException>(() => client.RunOnceAsync(Ct));
        var away = await Assert.ThrowsAsync<CommandException>(() => client.RunOnceAsync(Ct));

        Assert.Equal((ExitCodes.PausedOrFrozen, "paused"), (paused.ExitCode, paused.Message));
        Assert.Equal((ExitCodes.StoreNotAvailable, "the store is away"), (away.ExitCode, away.Message));
        Assert.Equal(FakeOperations.Run, await client.RunOnceAsync(Ct));
    }

    [Fact]
    public async Task A_command_that_leaves_abandons_what_only_looks()
    {
        var began = new TaskCompletionSource();
        var abandoned = new TaskCompletionSource();
        await using var server = await _desk.ServeAsync(new FakeOperations { Before = ct => WaitAsync(began, abandoned, ct) });
        await using var client = await _desk.ConnectAsync();
        using var leaving = new CancellationTokenSource();
        var asked = client.CheckSessionAsync(leaving.Token);
        await began.Task.WaitAsync(Ct);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await abandoned.Task.WaitAsync(Ct);
    }

    [Fact]
    public async Task A_command_that_leaves_does_not_break_off_a_run()
    {
        var began = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var done = new TaskCompletionSource();
        await using var server = await _desk.ServeAsync(new FakeOperations { Before = RunAsync });
        using var leaving = new CancellationTokenSource();
        await using (var client = await _desk.ConnectAsync())
        {
            var asked = client.RunOnceAsync(leaving.Token);
            await began.Task.WaitAsync(Ct);
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        }

        await using var other = await _desk.ConnectAsync();
        goOn.SetResult();
        await done.Task.WaitAsync(Ct);

        async Task RunAsync(CancellationToken ct)
        {
            began.TrySetResult();
            await goOn.Task.WaitAsync(ct);
            done.TrySetResult();
        }
    }

    [Fact]
    public async Task Connections_do_not_wait_for_each_other()
    {
        var began = new TaskCompletionSource();
        var first = true;
        await using var server = await _desk.ServeAsync(new FakeOperations { Before = ct => first ? HoldFirstAsync(ct) : Task.CompletedTask });
        await using var slow = await _desk.ConnectAsync();
        await using var quick = await _desk.ConnectAsync();
        using var leaving = new CancellationTokenSource();
        var held = slow.ChromeStatusAsync(leaving.Token);
        await began.Task.WaitAsync(Ct);

        Assert.Equal(FakeOperations.Chrome, await quick.ChromeStatusAsync(Ct));

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);

        Task HoldFirstAsync(CancellationToken ct)
        {
            first = false;
            began.SetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        }
    }

    [Fact]
    public async Task A_daemon_that_stops_tells_those_who_wait()
    {
        var began = new TaskCompletionSource();
        var server = await _desk.ServeAsync(new FakeOperations { Before = ct => WaitAsync(began, new TaskCompletionSource(), ct) });
        await using var client = await _desk.ConnectAsync();
        var asked = client.RunOnceAsync(Ct);
        await began.Task.WaitAsync(Ct);

        await server.DisposeAsync();

        var told = await Assert.ThrowsAsync<CommandException>(() => asked);
        Assert.Equal("the daemon stopped before it was done", told.Message);
    }

    public void Dispose() => _desk.Dispose();

    private static async Task WaitAsync(TaskCompletionSource began, TaskCompletionSource abandoned, CancellationToken ct)
    {
        began.SetResult();
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        }
        catch (OperationCanceledException)
        {
            abandoned.SetResult();
            throw;
        }
    }
}
