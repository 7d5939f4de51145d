using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using XBot.App.CommandLine;
using XBot.Testing;

namespace XBot.Tests.App.Commands;

public sealed class SandboxCommandTests
{
    [Theory]
    [InlineData(true, 130)]
    [InlineData(false, 0)]
    public async Task It_prints_its_url_and_stays_until_it_is_stopped(bool interrupt, int code)
    {
        using var host = new TestHost(("XBOT_IGNORED", "1")).WithFile(".env", "CDP_PORT=wrong\n");
        using var writer = new WatchedWriter();
        var command = XbotProgram.RunAsync(["sandbox", "--port", "0", "--auto-login"], host.Host with { Stdout = writer, Time = TimeProvider.System });

        using var line = JsonDocument.Parse(await writer.NextAsync());
        var url = line.RootElement.GetProperty("url").GetString();
        Assert.Matches(@"^http://127\.0\.0\.1:\d+$", url);
        using (var client = new HttpClient())
            Assert.Equal("[]", await client.GetStringAsync(new Uri(url + "/__sandbox/ledger"), TestContext.Current.CancellationToken));

        Assert.False(command.IsCompleted);
        if (interrupt)
            host.Stop.Interrupt();
        else
            host.Stop.Terminate();
        Assert.Equal(code, await command);
        Assert.False(writer.HasMore);
        Assert.Empty(host.Stderr);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_line_and_exit_1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var host = new TestHost();

        Assert.Equal(1, await host.RunAsync("sandbox", "--port", port));

        Assert.Contains(port, OneLine(host), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port", "70000")]
    [InlineData("--port", "x")]
    [InlineData("--seed", "x")]
    [InlineData("--timeline", "not-there.json")]
    public async Task A_bad_value_is_one_line_and_exit_4(string option, string value)
    {
        using var host = new TestHost();

        Assert.Equal(4, await host.RunAsync("sandbox", option, value));

        Assert.Contains(option[2..], OneLine(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_timeline_is_named()
    {
        using var host = new TestHost();
        File.WriteAllText(Path.Combine(host.WorkingDirectory, "posts.json"), "{}");

        Assert.Equal(4, await host.RunAsync("sandbox", "--timeline", "posts.json"));

        Assert.Contains(Path.Combine(host.WorkingDirectory, "posts.json"), OneLine(host), StringComparison.Ordinal);
    }

    private static string OneLine(TestHost host)
    {
        Assert.Empty(host.Stdout);
        return Assert.Single(host.Stderr.TrimEnd('\n').Split('\n'));
    }
}
