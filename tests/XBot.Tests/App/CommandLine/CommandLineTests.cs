using System.Text.Json;
using XBot.App.CommandLine;
using XBot.Testing;

namespace XBot.Tests.App.CommandLine;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("frobnicate")]
    [InlineData("config", "--jsn")]
    [InlineData("config", "extra")]
    [InlineData("service")]
    public async Task A_wrong_command_line_is_one_line_with_a_hint(params string[] args)
    {
        using var host = new TestHost();

        Assert.Equal(ExitCodes.ConfigurationInvalid, await host.RunAsync(args));

        Assert.Empty(host.Stdout);
        var line = Assert.Single(host.Stderr.TrimEnd('\n').Split('\n'));
        Assert.True(line.Contains("--help", StringComparison.Ordinal) || line.Contains("did you mean", StringComparison.Ordinal), line);
    }

    [Fact]
    public async Task A_near_miss_is_named()
    {
        using var host = new TestHost();
        await host.RunAsync("confg");
        Assert.Contains("did you mean 'config'?", host.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Help_groups_the_commands(params string[] args)
    {
        using var host = new TestHost(("CDP_PORT", "wrong"));

        Assert.Equal(0, await host.RunAsync(args));

        Assert.Contains("Usage: xbot <command>", host.Stdout, StringComparison.Ordinal);
        Assert.Contains("config", host.Stdout, StringComparison.Ordinal);
        Assert.Empty(host.Stderr);
    }

    [Fact]
    public async Task A_command_explains_itself_without_reading_settings()
    {
        using var host = new TestHost(("CDP_PORT", "wrong"));
        Assert.Equal(0, await host.RunAsync("config", "--help"));
        Assert.Contains("--json", host.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_the_programs_own()
    {
        using var host = new TestHost();
        Assert.Equal(0, await host.RunAsync("--version"));
        Assert.Matches(@"^xbot \d+\.\d+\.\d+\s$", host.Stdout);
    }

    [Fact]
    public async Task A_handle_is_not_a_file_of_arguments()
    {
        using var host = new TestHost();
        await host.RunAsync("config", "@somebody");
        Assert.Contains("'@somebody'", host.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public void Seed_names_stand_for_todays_verbs()
    {
        Assert.Equal(["chrome", "start", "--json"], SeedNames.Translate(["runner:chrome-cdp", "--json"]));
        Assert.Equal(["daemon"], SeedNames.Translate(["runner:daemon"]));
        Assert.Equal(["config"], SeedNames.Translate(["config"]));
        Assert.Empty(SeedNames.Translate([]));
    }

    [Fact]
    public void Package_scripts_are_the_seed_names()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "package.json")));
        var scripts = json.RootElement.GetProperty("scripts").EnumerateObject().Where(script => script.Name.StartsWith("runner:", StringComparison.Ordinal)).ToArray();
        Assert.Equal(SeedNames.All.Keys.Order(), scripts.Select(script => script.Name).Order());
        Assert.All(scripts, script => Assert.Equal("./xbot " + script.Name, script.Value.GetString()));
    }
}
