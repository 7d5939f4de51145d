using System.Net;
using System.Net.Sockets;
using XBot.Testing;

namespace XBot.Tests.App.Demo;

/// <summary>What ends the demo before anything was started: one line each.</summary>
public sealed class DemoRefusalTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("61")]
    [InlineData("-1")]
    [InlineData("many")]
    public async Task A_wrong_number_of_replies_is_refused(string replies)
    {
        using var host = new TestHost();

        Assert.Equal(4, await host.RunAsync("demo", "--replies", replies));

        AssertOneLine(host, $"--replies is \"{replies}\": allowed is a whole number from 1 to 60");
    }

    [Theory]
    [InlineData("https://x.com")]
    [InlineData("http://localhost:4000")]
    public async Task A_profile_of_another_site_is_refused(string origin)
    {
        using var host = new TestHost(("RUNNER_PROFILE_DIR", "used"));
        Bind(host, origin);

        Assert.Equal(4, await host.RunAsync("demo"));

        AssertOneLine(host, $"it belongs to {origin}, not to a sandbox");
    }

    [Fact]
    public async Task A_profile_whose_sandbox_port_is_taken_is_refused()
    {
        using var taken = Listen();
        using var host = new TestHost(("RUNNER_PROFILE_DIR", "used"));
        Bind(host, $"http://{taken.LocalEndpoint}");

        Assert.Equal(4, await host.RunAsync("demo"));

        AssertOneLine(host, $"which belongs to a sandbox on port {((IPEndPoint)taken.LocalEndpoint).Port}");
    }

    [Fact]
    public async Task A_timeline_that_is_not_there_is_refused()
    {
        using var host = new TestHost();

        Assert.Equal(4, await host.RunAsync("demo", "--timeline", "nowhere.json"));

        AssertOneLine(host, "nowhere.json");
    }

    [Fact]
    public async Task A_cap_below_the_replies_is_refused()
    {
        using var host = new TestHost(("MAX_REPLIES_PER_HOUR", "2"));

        Assert.Equal(4, await host.RunAsync("demo", "--replies", "3"));

        AssertOneLine(host, "MAX_REPLIES_PER_HOUR is \"2\"");
    }

    [Fact]
    public async Task A_port_of_somebody_else_is_refused_as_the_browser()
    {
        using var taken = Listen();
        using var host = new TestHost(("CDP_PORT", $"{((IPEndPoint)taken.LocalEndpoint).Port}"));

        Assert.Equal(3, await host.RunAsync("demo"));

        AssertOneLine(host, $"{((IPEndPoint)taken.LocalEndpoint).Port}");
    }

    private static void Bind(TestHost host, string origin)
    {
        var profile = Directory.CreateDirectory(Path.Combine(host.WorkingDirectory, "used")).FullName;
        File.WriteAllText(Path.Combine(profile, "binding.json"), $$"""{"origin":"{{origin}}"}""");
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static void AssertOneLine(TestHost host, string part)
    {
        var line = Assert.Single(host.Stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("xbot: ", line, StringComparison.Ordinal);
        Assert.Contains(part, line, StringComparison.Ordinal);
        Assert.Equal("", host.Stdout);
    }
}
