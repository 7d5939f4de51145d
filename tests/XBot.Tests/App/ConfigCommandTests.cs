using System.Text.Json;
using XBot.App.Configuration;
using XBot.Testing;

namespace XBot.Tests.App;

public sealed class ConfigCommandTests
{
    [Fact]
    public async Task Json_lists_every_setting_and_nothing_else_is_on_stdout()
    {
        using var host = new TestHost(("CDP_PORT", "9333")).WithFile(".env", "CDP_PROT=1\n");

        Assert.Equal(0, await host.RunAsync("config", "--json"));

        using var json = JsonDocument.Parse(host.Stdout);
        var settings = json.RootElement.GetProperty("settings").EnumerateArray().ToArray();
        Assert.Equal(SettingCatalogue.All.Select(setting => setting.Name), settings.Select(setting => setting.GetProperty("name").GetString()));
        var port = settings.Single(setting => setting.GetProperty("name").GetString() == "CDP_PORT");
        Assert.Equal(("9333", "environment"), (port.GetProperty("value").GetString(), port.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task Plain_lines_in_a_pipe_name_value_source()
    {
        using var host = new TestHost(("CDP_PORT", "9333"));

        Assert.Equal(0, await host.RunAsync("config"));

        Assert.Contains(host.Stdout.Split('\n'), line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["CDP_PORT", "9333", "environment"]);
        Assert.DoesNotContain('\u001b', host.Stdout);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("table")]
    public async Task Secrets_are_masked(string form)
    {
        using var host = new TestHost(
            ("DATABASE_URL", "postgres://me:hunter2@db.example:5433/xbot?sslkey=hunter2"),
            ("OPENAI_API_KEY", "sk-hunter2"),
            ("HEARTBEAT_PING_URL", "https://ping.example/hunter2?key=hunter2"));

        Assert.Equal(0, await host.RunAsync(form == "json" ? ["config", "--json"] : ["config"]));

        Assert.DoesNotContain("hunter2", host.Stdout + host.Stderr, StringComparison.Ordinal);
        Assert.Contains("postgres://me:***@db.example:5433/xbot", host.Stdout, StringComparison.Ordinal);
        Assert.Contains("https://ping.example/", host.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_terminal_the_table_is_framed_and_NO_COLOR_is_honoured()
    {
        using var host = new TestHost(("NO_COLOR", "1"));

        Assert.Equal(0, await XBot.App.CommandLine.XbotProgram.RunAsync(["config"], host.Host with { StdoutIsTerminal = true, Width = 120 }));

        Assert.Contains('╭', host.Stdout);
        Assert.DoesNotContain('\u001b', host.Stdout);
    }
}
