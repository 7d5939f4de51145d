using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using XBot.App.CommandLine;
using XBot.App.Control;
using XBot.Core.Stores;
using XBot.Testing;

namespace XBot.Tests.App.Control;

[UnsupportedOSPlatform("windows")]
public sealed class ControlTests : IDisposable
{
    private readonly TempFolder profile = new("profil ü");
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_operation_goes_to_the_daemon_and_its_answer_comes_back_whole()
    {
        var operations = new FakeOperations();
        await using var server = await ServeAsync(operations);
        await using var client = await ConnectAsync();

        Assert.Equal(FakeOperations.Chrome, await client.StartChromeAsync(Cancellation));
        Assert.True(await client.StopChromeAsync(Cancellation));
        Assert.Equal(FakeOperations.Chrome, await client.ChromeStatusAsync(Cancellation));
        Assert.Equal(FakeOperations.LoggedOut, await client.CheckSessionAsync(Cancellation));
        Assert.Equal(FakeOperations.Run, await client.RunOnceAsync(Cancellation));
        var read = await client.ReadPostsAsync(new ReadPostsRequest("/home", AllowLoggedOut: true, Store: false), Cancellation);
        Assert.True(await client.ResumePostingAsync("ana\nand more", Cancellation));

        Assert.Equal(FakeOperations.Candidate, Assert.Single(Assert.Single(read.Pages).Posts));
        Assert.Equal(
            ["start", "stop", "status", "session", "run", "read ReadPostsRequest { Path = /home, AllowLoggedOut = True, Store = False }", "resume posting ana\nand more"],
            operations.Asked);
    }

    [Fact]
    public async Task A_browser_that_was_lent_comes_back_however_the_borrower_ends()
    {
        var operations = new FakeOperations();
        await using var server = await ServeAsync(operations);
        await using (var client = await ConnectAsync())
        {
            await client.LendBrowserAsync(Cancellation);
            Assert.Equal(FakeOperations.Chrome, await client.ChromeStatusAsync(Cancellation));
            Assert.False(operations.Returned.Task.IsCompleted);
        }

        await operations.Returned.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Cancellation);
    }

    [Fact]
    public async Task A_failure_arrives_with_its_exit_code_and_its_line_and_the_next_operation_works()
    {
        var failures = new Queue<Exception?>([new CommandException(ExitCodes.PausedOrFrozen, "paused"), new StoreUnavailableException("the store is away"), null]);
        await using var server = await ServeAsync(new FakeOperations { Before = _ => failures.Dequeue() is { } failure ? Task.FromException(failure) : Task.CompletedTask });
        await using var client = await ConnectAsync();

        var paused = await Assert.ThrowsAsync<CommandException>(() => client.RunOnceAsync(Cancellation));
        var away = await Assert.ThrowsAsync<CommandException>(() => client.RunOnceAsync(Cancellation));

        Assert.Equal((ExitCodes.PausedOrFrozen, "paused"), (paused.ExitCode, paused.Message));
        Assert.Equal((ExitCodes.StoreNotAvailable, "the store is away"), (away.ExitCode, away.Message));
        Assert.Equal(FakeOperations.Run, await client.RunOnceAsync(Cancellation));
    }

    [Fact]
    public async Task Without_a_daemon_there_is_nobody_to_connect_to()
    {
        Assert.Null(await ControlClient.TryConnectAsync(profile.Path, Cancellation));

        var server = await ServeAsync(new FakeOperations());
        await server.DisposeAsync();

        Assert.Null(await ControlClient.TryConnectAsync(profile.Path, Cancellation));
        Assert.Empty(Directory.GetFileSystemEntries(profile.Path));
    }

    [Fact]
    public async Task A_daemon_that_takes_the_line_and_says_nothing_is_told_from_one_that_works()
    {
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await using (var server = await ServeAsync(new FakeOperations()))
        {
            // The kernel answers for a process that is stopped, in just this way.
            var path = server.Path!;
            await server.DisposeAsync();
            silent.Bind(new UnixDomainSocketEndPoint(path));
        }

        silent.Listen();
        await using var client = await ConnectAsync();

        var told = await Assert.ThrowsAsync<CommandException>(() => client.CheckSessionAsync(Cancellation));

        Assert.Contains("does not answer", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_that_a_dead_daemon_left_is_replaced()
    {
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(profile.File("bound.sock")));
            File.Move(profile.File("bound.sock"), profile.File("control.sock"));
        }

        Assert.Null(await ControlClient.TryConnectAsync(profile.Path, Cancellation));

        await using var server = await ServeAsync(new FakeOperations());
        await using var client = await ConnectAsync();
        Assert.True(await client.StopChromeAsync(Cancellation));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(profile.File("control.sock")));
    }

    [Fact]
    public async Task A_profile_too_deep_for_a_socket_gets_one_elsewhere_for_its_owner_alone()
    {
        var deep = Directory.CreateDirectory(profile.File(new string('d', 150))).FullName;
        string elsewhere;
        await using (var server = await ServeAsync(new FakeOperations(), deep))
        {
            elsewhere = Path.GetDirectoryName(server.Path!)!;
            await using var client = await ControlClient.TryConnectAsync(deep, Cancellation);

            Assert.NotNull(client);
            Assert.True(await client.StopChromeAsync(Cancellation));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(elsewhere));
        }

        Assert.False(Directory.Exists(elsewhere));
        Assert.Empty(Directory.GetFileSystemEntries(deep));
    }

    [Fact]
    public async Task A_profile_too_deep_for_a_socket_is_served_again_after_the_temporary_folder_was_emptied()
    {
        var deep = Directory.CreateDirectory(profile.File(new string('d', 150))).FullName;
        // Of a daemon that was killed the note alone is left.
        await File.WriteAllTextAsync(Path.Combine(deep, "control.path"), profile.File("emptied/control.sock"), Cancellation);

        await using var server = await ServeAsync(new FakeOperations(), deep);
        await using var client = await ControlClient.TryConnectAsync(deep, Cancellation);
        Assert.NotNull(client);
        Assert.True(await client.StopChromeAsync(Cancellation));
    }

    [Fact]
    public async Task A_command_that_leaves_abandons_what_only_looks()
    {
        var began = new TaskCompletionSource();
        var abandoned = new TaskCompletionSource();
        await using var server = await ServeAsync(new FakeOperations { Before = ct => WaitAsync(began, abandoned, ct) });
        await using var client = await ConnectAsync();
        using var leaving = new CancellationTokenSource();
        var asked = client.CheckSessionAsync(leaving.Token);
        await began.Task.WaitAsync(Cancellation);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await abandoned.Task.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task A_command_that_leaves_does_not_break_off_a_run()
    {
        var began = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var done = new TaskCompletionSource();
        await using var server = await ServeAsync(new FakeOperations { Before = RunAsync });
        using var leaving = new CancellationTokenSource();
        await using (var client = await ConnectAsync())
        {
            var asked = client.RunOnceAsync(leaving.Token);
            await began.Task.WaitAsync(Cancellation);
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        }

        await using var other = await ConnectAsync();
        goOn.SetResult();
        await done.Task.WaitAsync(Cancellation);

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
        await using var server = await ServeAsync(new FakeOperations { Before = ct => first ? HoldFirstAsync(ct) : Task.CompletedTask });
        await using var slow = await ConnectAsync();
        await using var quick = await ConnectAsync();
        using var leaving = new CancellationTokenSource();
        var held = slow.ChromeStatusAsync(leaving.Token);
        await began.Task.WaitAsync(Cancellation);

        Assert.Equal(FakeOperations.Chrome, await quick.ChromeStatusAsync(Cancellation));

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
        var server = await ServeAsync(new FakeOperations { Before = ct => WaitAsync(began, new TaskCompletionSource(), ct) });
        await using var client = await ConnectAsync();
        var asked = client.RunOnceAsync(Cancellation);
        await began.Task.WaitAsync(Cancellation);

        await server.DisposeAsync();

        var told = await Assert.ThrowsAsync<CommandException>(() => asked);
        Assert.Equal("the daemon stopped before it was done", told.Message);
    }

    [Theory]
    [InlineData("{\"operation\":\"fly\"}", "does not know 'fly'")]
    [InlineData("no json", "did not understand")]
    [InlineData("{}", "did not understand")]
    [InlineData("{\"operation\":\"read-posts\"}", "does not know 'read-posts'")]
    public async Task What_the_daemon_does_not_know_is_refused_in_words(string line, string words)
    {
        await using var server = await ServeAsync(new FakeOperations());

        using var reply = JsonDocument.Parse(await SayAsync(server, line + "\n"));

        Assert.Contains(words, reply.RootElement.GetProperty("refused").GetProperty("line").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_without_end_is_hung_up_on()
    {
        await using var server = await ServeAsync(new FakeOperations());

        Assert.Equal("", await SayAsync(server, new string('x', 100_000)));
        await using var client = await ConnectAsync();
        Assert.True(await client.StopChromeAsync(Cancellation));
    }

    public void Dispose() => profile.Dispose();

    private async Task<ControlServer> ServeAsync(IRunnerOperations operations, string? profileDir = null)
    {
        var server = new ControlServer(profileDir ?? profile.Path, operations, TimeProvider.System, NullLogger.Instance);
        await server.StartAsync(Cancellation);
        return server;
    }

    private async Task<ControlClient> ConnectAsync()
    {
        var client = await ControlClient.TryConnectAsync(profile.Path, Cancellation);
        Assert.NotNull(client);
        return client;
    }

    private static async Task<string> SayAsync(ControlServer server, string text)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(server.Path!), Cancellation);
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), Cancellation);
        var answer = new byte[4096];
        try
        {
            // What it understood it says that it heard, in a line before the answer's.
            var lines = new List<string>();
            while (lines is [] || lines[^1].Contains("\"heard\":true", StringComparison.Ordinal))
            {
                if (await socket.ReceiveAsync(answer, Cancellation) is not (> 0 and var read))
                    return "";
                lines.AddRange(Encoding.UTF8.GetString(answer, 0, read).Split('\n', StringSplitOptions.RemoveEmptyEntries));
            }

            return lines[^1];
        }
        catch (SocketException)
        {
            // Hung up on with bytes unread.
            return "";
        }
    }

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
