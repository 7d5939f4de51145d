using XBot.App.Configuration;
using XBot.Testing;

namespace XBot.Tests.App.Configuration;

public sealed class DotEnvTests
{
    [Theory]
    [InlineData("TOPIC_KEYWORDS=two words", "two words")]
    [InlineData("TOPIC_KEYWORDS = \"quoted words\" ", "quoted words")]
    [InlineData("TOPIC_KEYWORDS='single # quoted'", "single # quoted")]
    [InlineData("export TOPIC_KEYWORDS=exported", "exported")]
    [InlineData("  export   TOPIC_KEYWORDS='exported'", "exported")]
    [InlineData("TOPIC_KEYWORDS=a=b=c", "a=b=c")]
    [InlineData("TOPIC_KEYWORDS=value # a comment", "value")]
    [InlineData("TOPIC_KEYWORDS=c#", "c#")]
    [InlineData("# TOPIC_KEYWORDS=old\nTOPIC_KEYWORDS=new", "new")]
    [InlineData("TOPIC_KEYWORDS=first\nTOPIC_KEYWORDS=last", "last")]
    [InlineData("\uFEFFTOPIC_KEYWORDS=marked", "marked")]
    [InlineData("CDP_PORT=9333\r\nTOPIC_KEYWORDS=windows\r\n", "windows")]
    [InlineData("TOPIC_KEYWORDS=it's", "it's")]
    [InlineData("TOPIC_KEYWORDS=${HOME}", "${HOME}")]
    [InlineData("TOPIC_KEYWORDS=$HOME", "$HOME")]
    public void A_value_is_read_as_it_was_meant(string file, string expected)
    {
        using var host = new TestHost().WithFile(".env.local", file);
        Assert.Equal([expected], SettingsLoader.Load(host.Host).Settings.TopicKeywords);
    }

    [Fact]
    public void Searches_may_stand_on_lines_of_their_own()
    {
        using var host = new TestHost().WithFile(".env", "HARVEST_QUERIES=\"first one\nsecond one\"\n");
        Assert.Equal(["first one", "second one"], SettingsLoader.Load(host.Host).Settings.HarvestQueries);
    }

    [Fact]
    public void The_process_environment_is_not_touched()
    {
        using var host = new TestHost().WithFile(".env", "TOPIC_KEYWORDS=file\n");
        SettingsLoader.Load(host.Host);
        Assert.Null(Environment.GetEnvironmentVariable("TOPIC_KEYWORDS"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_parsed_is_named_in_one_line()
    {
        using var host = new TestHost().WithFile(".env", "RUNNER_ID=\"open\n");

        Assert.Equal(4, await host.RunAsync("config"));

        Assert.Contains(".env cannot be read", Assert.Single(host.Stderr.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CDP_PROT=9333", "CDP_PROT is not a setting; CDP_PORT was meant?")]
    [InlineData("cdp_port=9333", "cdp_port is not a setting; CDP_PORT was meant?")]
    [InlineData("CDP_PORT 9333", "CDP_PORT has no '='")]
    public async Task A_misspelt_line_is_a_warning(string line, string warning)
    {
        using var host = new TestHost().WithFile(".env.local", line + "\n");

        Assert.Equal(0, await host.RunAsync("config", "--json"));

        Assert.Contains(warning, host.Stderr, StringComparison.Ordinal);
        Assert.Contains("\"value\":\"9222\"", host.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_programs_variables_are_no_misspelling()
    {
        using var host = new TestHost().WithFile(".env", "NODE_ENV=production\nSUPABASE_URL=https://db.example\nPORT=1\n");
        Assert.Equal(0, await host.RunAsync("config"));
        Assert.Empty(host.Stderr);
    }
}
