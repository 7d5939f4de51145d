using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using XBot.App.CommandLine;
using XBot.App.Demo;
using XBot.Core.Events;
using XBot.Core.Replies;
using XBot.Testing;

namespace XBot.Tests.App.Demo;

public sealed partial class DemoScreenTests
{
    [Fact]
    public void In_a_pipe_each_thing_is_told_once_and_plainly()
    {
        using var host = new TestHost();
        var screen = new PlainScreen(new Output(host.Host), host.Time);

        screen.Say("sandbox listens");
        screen.Show(Seen(host, confirmed: 1));
        screen.Show(Seen(host, confirmed: 2));
        screen.Show(Seen(host, confirmed: 2));

        Assert.Equal(
            [
                "sandbox listens",
                "Chrome started (pid 7, Chrome/1)",
                "session OK: it shows our account",
                "home read: 16 posts, 13 worth a reply",
                "reply 1 of 3 confirmed: to @author_1 \"text 1 [of a reply]\" (post 9001)",
                "heartbeat OK",
                "reply 2 of 3 confirmed: to @author_2 \"text 2 [of a reply]\" (post 9002)",
            ],
            host.Stdout.TrimEnd().Split('\n').Select(line => line[9..]));
        Assert.DoesNotContain('\u001b', host.Stdout);
    }

    [Fact]
    public async Task On_a_terminal_the_panel_shows_steps_replies_and_heartbeats()
    {
        using var host = new TestHost();
        var output = new Output(host.Host with { StdoutIsTerminal = true });
        var screen = new LiveScreen(output, "xBOT demo", 3, host.Time);

        await screen.WhileUpAsync(() =>
        {
            screen.Show(Seen(host, confirmed: 2));
            return Task.CompletedTask;
        });

        var shown = Escapes().Replace(host.Stdout, "");
        Assert.Contains("2 of 3 confirmed", shown, StringComparison.Ordinal);
        Assert.Contains("✓ @author_2        text 2 [of a reply] 5 s ago", shown, StringComparison.Ordinal);
        Assert.Contains("✓ posting", shown, StringComparison.Ordinal);
        Assert.Contains("heartbeats  OK 1", shown, StringComparison.Ordinal);
    }

    private static DemoSnapshot Seen(TestHost host, int confirmed)
    {
        var at = host.Time.GetUtcNow().AddSeconds(-5);
        return new DemoSnapshot(
            3,
            [.. Enumerable.Range(1, confirmed).Select(n => Confirmed(n, at))],
            new Dictionary<ReplyState, int> { [ReplyState.Confirmed] = confirmed },
            [
                Event(1, EventTypes.ChromeStarted, """{"pid":7,"version":"Chrome/1"}"""),
                Event(2, EventTypes.SessionChanged, """{"from":null,"to":"OK","reason":"it shows our account"}"""),
                Event(3, EventTypes.HarvestDone, """{"source":"home","posts":16,"eligible":13}"""),
                Event(4, EventTypes.Heartbeat, """{"status":"OK","consecutive_failures":0,"details":{"browser":"running","session":"OK"}}"""),
            ],
            [],
            TimeSpan.FromSeconds(9));

        StoredEvent Event(long id, string type, string data) => new(id, type, EventSeverity.Info, (JsonObject)JsonNode.Parse(data)!, "runner", at);
    }

    private static Reply Confirmed(int n, DateTimeOffset at) => new()
    {
        Id = n,
        Account = new AccountKey("http://127.0.0.1:4000", "1"),
        TargetId = $"{100 + n}",
        TargetAuthor = $"author_{n}",
        TargetText = "a post",
        TargetPostedAt = at,
        State = ReplyState.Confirmed,
        Text = $"text {n} [of a reply]",
        Score = 1,
        Reason = "fresh",
        TweetId = $"{9000 + n}",
        ExpiresAt = at,
        CreatedAt = at,
        UpdatedAt = at,
    };

    [GeneratedRegex(@"\u001b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escapes();
}
