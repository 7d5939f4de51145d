using XBot.App.CommandLine;
using XBot.Tests.Crashes.Desk;

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
    public async Task Following_shows_what_was_written_just_before_the_cut()
    {
        using var runner = new RunnerFolder();
        File.WriteAllText(Log(runner), "one\n");
        using var writer = new WatchedWriter();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var command = XbotProgram.RunAsync(["logs", "-f"], runner.Host.Host with { Stdout = writer, Time = time });
        Assert.Equal("one", await writer.NextAsync());

        // Between two looks: one more line, the cut, and the first line after it.
        File.WriteAllText(Log(runner) + ".1", "one\ntwo\n");
        File.WriteAllText(Log(runner), "3\n");
        var next = writer.NextAsync();
        while (!next.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }

        Assert.Equal(["two", "3"], [await next, await writer.NextAsync()]);
        runner.Host.Stop.Terminate();
        Assert.Equal(0, await command);
    }

    [Theory]
    [InlineData("logs")]
    [InlineData("events")]
    public async Task Following_ends_when_nobody_reads_it_any_more(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a pipe of the shell's");
        using var runner = new RunnerFolder();
        File.WriteAllText(Log(runner), "one\ntwo\n");
        await runner.AppendAsync(new XBot.Core.Events.RunnerEvent("SOMETHING", XBot.Core.Events.EventSeverity.Info, [], runner.Now));
        var here = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var xbot = Path.GetFullPath(Path.Combine(here, "..", "..", "XBot.App", Path.GetFileName(here), "xbot"));
        await using var shell = HostProcess.StartAt("/bin/sh", ["-c", $"'{xbot}' {command} -f | head -n 1"], ("RUNNER_PROFILE_DIR", runner.Profile), ("XBOT_ENV_FILES", "none"));
        Assert.True(await shell.EndsWithinAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken), shell.Said);
        Assert.Single((await shell.AllSaidAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
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
