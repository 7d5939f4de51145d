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

    [Fact]
    public async Task Without_a_store_the_list_is_empty()
    {
        using var runner = new RunnerFolder();
        Assert.Equal(0, (await runner.JsonAsync("events")).GetProperty("events").GetArrayLength());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("many")]
    public async Task A_wrong_limit_is_one_line_and_exit_4(string limit)
    {
        using var runner = new RunnerFolder();
        Assert.Equal(4, await runner.Host.RunAsync("events", "--limit", limit));
        Assert.Contains("--limit", Assert.Single(runner.Host.Stderr.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
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

    private static RunnerEvent Event(string type, RunnerFolder runner, int n) => new(type, EventSeverity.Warning, new JsonObject { ["n"] = n }, runner.Now);

    private static IEnumerable<string?> Ids(JsonElement report) => report.GetProperty("events").EnumerateArray().Select(entry => entry.GetProperty("id").GetString());
}
