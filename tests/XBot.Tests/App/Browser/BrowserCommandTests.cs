using System.Globalization;
using System.Text.Json;
using XBot.App.CommandLine;
using XBot.Sandbox;
using XBot.Testing;

namespace XBot.Tests.App.Browser;

/// <summary>The commands that need Chrome, in-process, with a real Chrome and a sandbox of their own.</summary>
public sealed partial class BrowserCommandTests : IAsyncLifetime
{
    private readonly TempFolder folder = new("profile with blanks");
    private readonly TestHost host = new();
    private readonly int port = Ports.Free();
    private SandboxServer sandbox = null!;
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private (string Name, string Value)[] Variables =>
    [
        ("X_BASE_URL", sandbox.Url.GetLeftPart(UriPartial.Authority)),
        ("RUNNER_PROFILE_DIR", folder.Path),
        ("RUNNER_HEADLESS", "true"),
        ("CDP_PORT", port.ToString(CultureInfo.InvariantCulture)),
    ];

    public async ValueTask InitializeAsync()
    {
        sandbox = await SandboxServer.StartAsync(new SandboxOptions { AutoLogin = true }, TimeProvider.System, Cancellation);
        foreach (var (name, value) in Variables)
            host.With(name, value);
    }

    [Fact]
    public async Task Chrome_outlives_the_command_that_started_it_until_it_is_stopped()
    {
        Assert.Equal("stopped", (await JsonAsync("chrome", "status", "--json")).GetProperty("state").GetString());

        var started = await JsonAsync("chrome", "start", "--json");
        var running = await JsonAsync("chrome", "status", "--json");
        var again = await JsonAsync("chrome", "start", "--json");

        Assert.Equal("running", running.GetProperty("state").GetString());
        Assert.Equal(started.GetProperty("pid").GetInt32(), running.GetProperty("pid").GetInt32());
        Assert.Equal(started.GetProperty("pid").GetInt32(), again.GetProperty("pid").GetInt32());
        Assert.Equal(1, running.GetProperty("pages").GetInt32());

        Assert.Equal("stopped", (await JsonAsync("chrome", "stop", "--json")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_session_of_the_sandbox_is_OK_and_kept_as_picture_and_page()
    {
        var session = await JsonAsync("session", "--json");

        Assert.Equal("OK", session.GetProperty("state").GetString());
        Assert.Equal("demo", session.GetProperty("handle").GetString());
        Assert.True(File.Exists(session.GetProperty("artifacts").GetProperty("screenshot").GetString()));
        Assert.True(File.Exists(session.GetProperty("artifacts").GetProperty("html").GetString()));
        Assert.NotEqual("stopped", (await JsonAsync("chrome", "status", "--json")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_visitor_without_a_session_is_told_so_and_nothing_is_harvested()
    {
        sandbox.Arm("logout", times: 100);

        Assert.Equal(ExitCodes.SessionNotValid, await RunAsync("session", "--json"));
        Assert.Equal(ExitCodes.SessionNotValid, await RunAsync("harvest", "--dry-run", "--json"));
    }

    [Fact]
    public async Task A_dry_harvest_judges_what_home_shows()
    {
        var harvest = await JsonAsync("harvest", "--dry-run", "--json");

        Assert.Equal("home", harvest.GetProperty("source").GetString());
        var posts = harvest.GetProperty("posts").EnumerateArray().ToArray();
        Assert.NotEmpty(posts);
        Assert.Contains(posts, post => post.GetProperty("verdict").GetString() == "eligible");
        Assert.All(posts, post => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", post.GetProperty("postedAt").GetString()));
    }

    [Fact]
    public async Task A_page_alone_is_read_without_looking_at_any_other()
    {
        var harvest = await JsonAsync("harvest", "--dry-run", "--allow-logged-out", "--url", "/demo", "--json");

        Assert.Equal("page", harvest.GetProperty("source").GetString());
        Assert.EndsWith("/demo", harvest.GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_binds_the_account_and_says_who_it_is()
    {
        Assert.Equal(ExitCodes.Done, await RunAsync("login"));

        Assert.StartsWith("logged in as @demo (account ", host.Stdout, StringComparison.Ordinal);
        Assert.Contains("\"accountId\":\"", await File.ReadAllTextAsync(folder.File("binding.json"), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_waits_for_the_person()
    {
        sandbox.Arm("logout", times: 100);
        using var stop = new StopSignal();
        await using var stderr = new LineWatch("Log in to ");
        var login = XbotProgram.RunAsync(["login"], host.Host with { Time = TimeProvider.System, Stop = stop, Stderr = stderr });
        await stderr.Seen.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Cancellation);

        Assert.False(login.IsCompleted);
        stop.Interrupt();

        Assert.Equal(ExitCodes.Interrupted, await login);
    }

    private async Task<JsonElement> JsonAsync(params string[] args)
    {
        var before = host.Stdout.Length;
        var exitCode = await RunAsync(args);
        Assert.True(exitCode == ExitCodes.Done, $"{string.Join(' ', args)} ended with {exitCode}: {host.Stderr}");
        using var json = JsonDocument.Parse(host.Stdout[before..]);
        return json.RootElement.Clone();
    }

    /// <summary>Tells when a line of that beginning is written.</summary>
    private sealed class LineWatch(string beginning) : StringWriter(CultureInfo.InvariantCulture)
    {
        private readonly TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => seen.Task;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.StartsWith(beginning, StringComparison.Ordinal) == true)
                seen.TrySetResult();
        }
    }
}
