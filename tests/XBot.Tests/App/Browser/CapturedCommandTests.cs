using System.Globalization;
using System.Text.Json.Nodes;
using XBot.App.CommandLine;
using XBot.Testing;
using XBot.Tests.X;

namespace XBot.Tests.App.Browser;

/// <summary>The commands on every saved page, served from loopback, as somebody outside would run them.</summary>
public sealed class CapturedCommandTests : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private readonly TestHost host = new();
    private PageServer server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await PageServer.StartAsync();
        host.With("X_BASE_URL", server.Url.GetLeftPart(UriPartial.Authority))
            .With("RUNNER_PROFILE_DIR", folder.Path)
            .With("RUNNER_HEADLESS", "true")
            .With("CDP_PORT", Ports.Free().ToString(CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("chrome", "stop");
        await server.DisposeAsync();
        host.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Harvest_and_session_answer_every_saved_page_with_its_truth()
    {
        var captures = SharedFiles.Folder("x-captures");
        var wrong = new List<string>();
        foreach (var name in SharedFiles.Pages())
        {
            var html = await File.ReadAllTextAsync(Path.Combine(captures, name + ".html"), Cancellation);
            var truth = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(captures, name + ".truth.json"), Cancellation))!;
            server.Serve("/" + name, html);
            server.Serve("/home", html);

            var (_, harvest) = await JsonAsync("harvest", "--url", "/" + name, "--allow-logged-out", "--dry-run", "--json");
            if (!Same(truth["posts"]!.AsArray(), harvest["posts"]!.AsArray()))
                wrong.Add($"{name}: {harvest["posts"]!.ToJsonString()}");
            Assert.All(harvest["posts"]!.AsArray(), post => Assert.NotEmpty((string)post!["verdict"]!));

            var (code, session) = await JsonAsync("session", "--json");
            var state = (string?)session["state"];
            Assert.Equal(state == "OK" ? ExitCodes.Done : ExitCodes.SessionNotValid, code);
            if (!Expected(truth["page"]!).Contains(state))
                wrong.Add($"{name}: session {state}, {session["reason"]}");
            Assert.True(File.Exists((string?)session["artifacts"]!["screenshot"]) && File.Exists((string?)session["artifacts"]!["html"]));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("{ \"post\": \"[data-testid='x'\" }", "post \"[data-testid='x'\" lacks a ]")]
    [InlineData("{ \"posts\": \"article\" }", "posts is no name of a selector")]
    [InlineData("{ nonsense", "is no JSON: line 1")]
    [InlineData("[]", "an array instead of one object")]
    public async Task A_broken_override_is_refused_with_exit_4_and_one_line(string content, string why)
    {
        var file = host.WithFile("selectors.json", content).Home + "/selectors.json";
        host.With("SELECTORS_FILE", file);

        Assert.Equal(ExitCodes.ConfigurationInvalid, await RunAsync("harvest", "--dry-run", "--json"));

        var line = Assert.Single(host.Stderr.TrimEnd('\n').Split('\n'));
        Assert.StartsWith($"xbot: SELECTORS_FILE {file}", line, StringComparison.Ordinal);
        Assert.Contains(why, line, StringComparison.Ordinal);
        Assert.Empty(host.Stdout);
    }

    // The truth file describes the page, the table the session: what it shows of either decides.
    private static string[] Expected(JsonNode page) => (bool?)page["loggedIn"] switch
    {
        true => (string?)page["kind"] == "article" ? ["OK", "UNKNOWN"] : ["OK"],
        false => ["LOGGED_OUT"],
        _ => (string?)page["kind"] == "shell" ? ["NOT_RENDERING"] : ["UNKNOWN"],
    };

    private static bool Same(JsonArray expected, JsonArray posts) => expected.Count == posts.Count && expected.Zip(posts).All(pair =>
        pair.First!.AsObject().All(field => JsonNode.DeepEquals(field.Value, pair.Second![field.Key])));

    private Task<int> RunAsync(params string[] args) => XbotProgram.RunAsync(args, host.Host with { Time = TimeProvider.System });

    private async Task<(int Code, JsonNode Json)> JsonAsync(params string[] args)
    {
        var before = host.Stdout.Length;
        var code = await RunAsync(args);
        var printed = host.Stdout[before..];
        Assert.True(printed.StartsWith('{'), $"{string.Join(' ', args)} ended with {code}: {host.Stderr}");
        return (code, JsonNode.Parse(printed)!);
    }
}
