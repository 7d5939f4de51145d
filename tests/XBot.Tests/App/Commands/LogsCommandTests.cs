using XBot.App.CommandLine;

namespace XBot.Tests.App.Commands;

public sealed class LogsCommandTests
{
    [Theory]
    [InlineData("one\ntwo\nthree\n", "two\nthree\n")]
    [InlineData("one\ntwo\nthree", "two\nthree")]
    [InlineData("three\n", "three\n")]
    [InlineData("", "")]
    public async Task The_last_lines_are_shown(string log, string shown)
    {
        using var runner = new RunnerFolder();
        File.WriteAllText(Log(runner), log);

        Assert.Equal(0, await runner.Host.RunAsync("logs", "-n", "2"));

        Assert.Equal(shown, runner.Host.Stdout);
    }

    [Fact]
    public async Task Long_lines_and_letters_beyond_ascii_come_whole()
    {
        using var runner = new RunnerFolder();
        var lines = Enumerable.Range(0, 40).Select(number => $"{number} " + new string('é', 1000) + "🎉").ToArray();
        File.WriteAllLines(Log(runner), lines);

        Assert.Equal(0, await runner.Host.RunAsync("logs", "-n", "30"));

        Assert.Equal(lines[10..], runner.Host.Stdout.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Following_goes_on_after_the_log_was_cut()
    {
        using var runner = new RunnerFolder();
        File.WriteAllText(Log(runner), "old and long\nlast\n");
        using var writer = new WatchedWriter();
        var command = XbotProgram.RunAsync(["logs", "-f", "-n", "1"], runner.Host.Host with { Stdout = writer, Time = TimeProvider.System });

        Assert.Equal("last", await writer.NextAsync());
        await File.AppendAllTextAsync(Log(runner), "added\n", TestContext.Current.CancellationToken);
        Assert.Equal("added", await writer.NextAsync());
        await File.WriteAllTextAsync(Log(runner), "fresh\n", TestContext.Current.CancellationToken);
        Assert.Equal("fresh", await writer.NextAsync());

        runner.Host.Stop.Terminate();
        Assert.Equal(0, await command);
    }

    [Fact]
    public async Task Entries_come_as_json()
    {
        using var runner = new RunnerFolder();
        File.WriteAllText(Log(runner), "2026-03-01T11:59:00.000Z warn  DaemonLoop it \"broke\" ⏎ at once\tcycle=12 what=\"it broke\"\nno entry of ours\n");

        var lines = (await runner.JsonAsync("logs")).GetProperty("lines").EnumerateArray().ToList();

        Assert.Equal("""{"at":"2026-03-01T11:59:00.000Z","level":"warn","source":"DaemonLoop","message":"it \u0022broke\u0022\nat once","fields":{"cycle":"12","what":"it broke"}}""", lines[0].GetRawText());
        Assert.Equal("no entry of ours", lines[1].GetProperty("message").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, lines[1].GetProperty("at").ValueKind);
    }

    [Fact]
    public async Task An_empty_log_is_an_empty_list()
    {
        using var runner = new RunnerFolder();
        File.WriteAllText(Log(runner), "");

        Assert.Equal(0, (await runner.JsonAsync("logs")).GetProperty("lines").GetArrayLength());
    }

    [Fact]
    public async Task A_log_that_is_not_there_is_told_in_one_line()
    {
        using var runner = new RunnerFolder();
        Assert.Equal(1, await runner.Host.RunAsync("logs"));
        Assert.Contains(Log(runner), Assert.Single(runner.Host.Stderr.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    private static string Log(RunnerFolder runner) => Path.Combine(runner.Profile, "daemon.log");
}
