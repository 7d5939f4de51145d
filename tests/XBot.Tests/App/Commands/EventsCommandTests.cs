using System.Text.Json;
using System.Text.Json.Nodes;
using XBot.App.CommandLine;
using XBot.Core.Events;

namespace XBot.Tests.App.Commands;

public sealed class EventsCommandTests
{
    [Fact]
    public async Task Events_come_newest_first_with_their_data()
    {
        using var runner = new RunnerFolder();
        await runner.AppendAsync(Event(EventTypes.ChromeStarted, runner, 1), Event(EventTypes.ChromeLost, runner, 2));

        var events = (await runner.JsonAsync("events")).GetProperty("events");

        Assert.Equal([EventTypes.ChromeLost, EventTypes.ChromeStarted], events.EnumerateArray().Select(entry => entry.GetProperty("type").GetString()));
        Assert.Equal("""{"id":"2","type":"CHROME_LOST","severity":"warning","data":{"n":2},"runnerId":"desk-1","at":"2026-03-01T12:00:00.000Z"}""", events[0].GetRawText());
    }

    [Fact]
    public async Task Types_and_limit_narrow_the_list()
    {
        using var runner = new RunnerFolder();
        await runner.AppendAsync(Event(EventTypes.ChromeStarted, runner, 1), Event(EventTypes.ChromeLost, runner, 2), Event(EventTypes.SessionChanged, runner, 3), Event(EventTypes.ChromeLost, runner, 4));

        Assert.Equal(["4", "2", "1"], Ids(await runner.JsonAsync("events", "--type", "chrome_lost", "CHROME_STARTED")));
        Assert.Equal(["4", "3"], Ids(await runner.JsonAsync("events", "--limit", "2")));
    }

    [Theory]
    [InlineData("warning", "4,3,2")]
    [InlineData("error", "4,3")]
    [InlineData("critical", "3")]
    public async Task A_severity_shows_that_and_worse(string severity, string ids)
    {
        using var runner = new RunnerFolder();
        EventSeverity[] severities = [EventSeverity.Info, EventSeverity.Warning, EventSeverity.Critical, EventSeverity.Error];
        await runner.AppendAsync(severities.Select((one, n) => Event(EventTypes.RunnerAlert, runner, n) with { Severity = one }));
        Assert.Equal(ids.Split(','), Ids(await runner.JsonAsync("events", "--severity", severity)));
    }

    [Theory]
    [InlineData("90m", "3,2")]
    [InlineData("3h", "3,2,1")]
    [InlineData("2d", "3,2,1")]
    [InlineData("2026-03-01T11:30Z", "3")]
    [InlineData("2026-03-01T13:00+02:00", "3,2")]
    [InlineData("2026-03-01T11:00", "3,2")]
    [InlineData("2026-03-01", "3,2,1")]
    [InlineData("2026-03-02", "")]
    public async Task Since_takes_an_age_or_a_moment(string since, string ids)
    {
        // It is 2026-03-01T12:00Z.
        using var runner = new RunnerFolder();
        await runner.AppendAsync(((int[])[180, 60, 0]).Select(age => Event(EventTypes.ChromeLost, runner, age) with { At = runner.Now.AddMinutes(-age) }));
        Assert.Equal(ids.Split(',', StringSplitOptions.RemoveEmptyEntries), Ids(await runner.JsonAsync("events", "--since", since)));
    }

    [Fact]
    public async Task Without_any_it_says_what_was_asked()
    {
        using var runner = new RunnerFolder();
        Assert.Equal(0, await runner.Host.RunAsync("events", "--severity", "error", "--since", "2h"));
        Assert.Equal("no events of severity error or worse, since 2026-03-01T10:00:00.000Z\n", runner.Host.Stderr);
    }

    [Fact]
    public async Task Without_a_store_the_list_is_empty()
    {
        using var runner = new RunnerFolder();
        Assert.Equal(0, (await runner.JsonAsync("events")).GetProperty("events").GetArrayLength());
    }

    [Theory]
    [InlineData("--limit", "0")]
    [InlineData("--limit", "many")]
    [InlineData("--severity", "loud")]
    [InlineData("--severity", "2")]
    [InlineData("--since", "yesterday")]
    [InlineData("--since", "2w")]
    [InlineData("--since", "99999999999d")]
    [InlineData("--since", "4000d")]
    [InlineData("--since", "-1h")]
    [InlineData("--since", "2026-02-30")]
    public async Task A_wrong_value_is_one_line_and_exit_4(string option, string value)
    {
        using var runner = new RunnerFolder();
        Assert.Equal(4, await runner.Host.RunAsync("events", option, value));
        Assert.Contains($"{option} is \"{value}\"", Assert.Single(runner.Host.Stderr.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Following_shows_what_happens_next_one_object_a_line()
    {
        using var runner = new RunnerFolder();
        await runner.AppendAsync(Event(EventTypes.ChromeStarted, runner, 1));
        using var writer = new WatchedWriter();
        var command = XbotProgram.RunAsync(["events", "--follow", "--json"], runner.Host.Host with { Stdout = writer, Time = TimeProvider.System });

        Assert.Contains(EventTypes.ChromeStarted, await writer.NextAsync(), StringComparison.Ordinal);
        await runner.AppendAsync(Event(EventTypes.ChromeLost, runner, 2));
        using (var second = JsonDocument.Parse(await writer.NextAsync()))
            Assert.Equal(EventTypes.ChromeLost, second.RootElement.GetProperty("type").GetString());

        runner.Host.Stop.Interrupt();
        Assert.Equal(130, await command);
        Assert.False(writer.HasMore);
    }

    [Fact]
    public async Task Following_goes_on_with_a_store_that_was_put_in_its_place()
    {
        using var runner = new RunnerFolder();
        var backup = Path.Combine(runner.Profile, "backup.db");
        await runner.AppendAsync(Event(EventTypes.SessionChanged, runner, 1));
        Assert.Equal(0, await runner.Host.RunAsync("db", "backup", backup));
        await runner.AppendAsync(Enumerable.Range(1, 5).Select(n => Event(EventTypes.ChromeStarted, runner, n)));
        using var writer = new WatchedWriter();
        using var notes = new WatchedWriter();
        var command = XbotProgram.RunAsync(["events", "--follow", "--json", "--limit", "1"], runner.Host.Host with { Stdout = writer, Stderr = notes, Time = TimeProvider.System });
        Assert.Contains("\"n\":5", await writer.NextAsync(), StringComparison.Ordinal);

        // The one that is put back has lower ids, and an event of before that was shown or is older.
        Assert.Equal(0, await runner.Host.RunAsync("db", "restore", backup));
        await runner.AppendAsync(Event(EventTypes.ChromeLost, runner, 2) with { At = runner.Now.AddSeconds(1) });

        Assert.Contains(EventTypes.ChromeLost, await writer.NextAsync(), StringComparison.Ordinal);
        Assert.Contains("the store was replaced", await notes.NextAsync(), StringComparison.Ordinal);
        runner.Host.Stop.Interrupt();
        Assert.Equal(130, await command);
    }

    private static RunnerEvent Event(string type, RunnerFolder runner, int n) => new(type, EventSeverity.Warning, new JsonObject { ["n"] = n }, runner.Now);

    private static IEnumerable<string?> Ids(JsonElement report) => report.GetProperty("events").EnumerateArray().Select(entry => entry.GetProperty("id").GetString());
}
