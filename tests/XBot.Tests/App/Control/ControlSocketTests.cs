using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using XBot.App.CommandLine;
using XBot.App.Control;

namespace XBot.Tests.App.Control;

/// <summary>The line itself: where its socket lies, who may use it, and what comes over it that should not.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ControlSocketTests : IDisposable
{
    private readonly ControlDesk _desk = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_daemon_there_is_nobody_to_connect_to()
    {
        Assert.Null(await ControlClient.TryConnectAsync(_desk.Path, Ct));

        var server = await _desk.ServeAsync(new FakeOperations());
        await server.DisposeAsync();

        Assert.Null(await ControlClient.TryConnectAsync(_desk.Path, Ct));
        Assert.Empty(Directory.GetFileSystemEntries(_desk.Path));
    }

    [Fact]
    public async Task A_daemon_that_takes_the_line_and_says_nothing_is_told_from_one_that_works()
    {
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await using (var server = await _desk.ServeAsync(new FakeOperations()))
        {
            // The kernel answers for a process that is stopped, in just this way.
            var path = server.Path!;
            await server.DisposeAsync();
            silent.Bind(new UnixDomainSocketEndPoint(path));
        }

        silent.Listen();
        await using var client = await _desk.ConnectAsync();

        var told = await Assert.ThrowsAsync<CommandException>(() => client.CheckSessionAsync(Ct));

        Assert.Contains("does not answer", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_that_a_dead_daemon_left_is_replaced()
    {
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(_desk.File("bound.sock")));
            File.Move(_desk.File("bound.sock"), _desk.File("control.sock"));
        }

        Assert.Null(await ControlClient.TryConnectAsync(_desk.Path, Ct));

        await using var server = await _desk.ServeAsync(new FakeOperations());
        await using var client = await _desk.ConnectAsync();
        Assert.True(await client.StopChromeAsync(Ct));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_desk.File("control.sock")));
    }

    [Fact]
    public async Task A_profile_too_deep_for_a_socket_gets_one_elsewhere_for_its_owner_alone()
    {
        var deep = Directory.CreateDirectory(_desk.File(new string('d', 150))).FullName;
        string elsewhere;
        await using (var server = await _desk.ServeAsync(new FakeOperations(), deep))
        {
            elsewhere = Path.GetDirectoryName(server.Path!)!;
            await using var client = await ControlClient.TryConnectAsync(deep, Ct);

            Assert.NotNull(client);
            Assert.True(await client.StopChromeAsync(Ct));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(elsewhere));
        }

        Assert.False(Directory.Exists(elsewhere));
        Assert.Empty(Directory.GetFileSystemEntries(deep));
    }

    [Fact]
    public async Task A_profile_too_deep_for_a_socket_is_served_again_after_the_temporary_folder_was_emptied()
    {
        var deep = Directory.CreateDirectory(_desk.File(new string('d', 150))).FullName;
        // Of a daemon that was killed the note alone is left.
        await File.WriteAllTextAsync(Path.Combine(deep, "control.path"), _desk.File("emptied/control.sock"), Ct);

        await using var server = await _desk.ServeAsync(new FakeOperations(), deep);
        await using var client = await ControlClient.TryConnectAsync(deep, Ct);
        Assert.NotNull(client);
        Assert.True(await client.StopChromeAsync(Ct));
    }

    [Theory]
    [InlineData("{\"operation\":\"fly\"}", "does not know 'fly'")]
    [InlineData("no json", "did not understand")]
    [InlineData("{}", "did not understand")]
    [InlineData("{\"operation\":\"read-posts\"}", "does not know 'read-posts'")]
    public async Task What_the_daemon_does_not_know_is_refused_in_words(string line, string words)
    {
        await using var server = await _desk.ServeAsync(new FakeOperations());

        using var reply = JsonDocument.Parse(await SayAsync(server, line + "\n"));

        Assert.Contains(words, reply.RootElement.GetProperty("refused").GetProperty("line").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_without_end_is_hung_up_on()
    {
        await using var server = await _desk.ServeAsync(new FakeOperations());

        Assert.Equal("", await SayAsync(server, new string('x', 100_000)));
        await using var client = await _desk.ConnectAsync();
        Assert.True(await client.StopChromeAsync(Ct));
    }

    [Fact]
    public async Task A_command_that_was_stopped_in_the_middle_of_its_answer_does_not_hold_the_daemons_stop()
    {
        var operations = new FakeOperations();
        var server = await _desk.ServeAsync(operations);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(server.Path!), Ct);
        // More answers than the kernel keeps for one who does not read them.
        var asking = socket.SendAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"operation\":\"session\"}\n", 20_000))), Ct).AsTask();
        for (int before = -1, same = 0; same < 50; before = operations.Asked.Count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Ct);
            same = operations.Asked.Count == before && before > 0 ? same + 1 : 0;
        }

        Assert.InRange(operations.Asked.Count, 1, 19_999);
        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Ct);
        socket.Dispose();
        await asking.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    public void Dispose() => _desk.Dispose();

    private static async Task<string> SayAsync(ControlServer server, string text)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(server.Path!), Ct);
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), Ct);
        var answer = new byte[4096];
        try
        {
            // What it understood it says that it heard, in a line before the answer's.
            var lines = new List<string>();
            while (lines is [] || lines[^1].Contains("\"heard\":true", StringComparison.Ordinal))
            {
                if (await socket.ReceiveAsync(answer, Ct) is not (> 0 and var read))
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
}
