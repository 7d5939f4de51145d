using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using XBot.App.CommandLine;
using XBot.Chrome.Cdp;
using XBot.Chrome.Keeping;
using XBot.Sandbox;
using XBot.Testing;
using XBot.Tests.Crashes.Desk;
using XBot.Tests.Crashes.Outside;

namespace XBot.Tests.App.Browser;

/// <summary>The commands that need Chrome, in-process, with a real Chrome and a sandbox of their own.</summary>
public sealed class BrowserCommandTests : IAsyncLifetime
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

    [Fact]
    public async Task A_login_that_waits_ends_well_when_the_person_has_signed_in()
    {
        sandbox.Arm("logout", times: 100);
        await using var login = StartLogin();
        await AskedAsync(login, times: 1);
        Assert.False(login.HasExited, login.Said);

        await SignInAsync(login);

        await EndedWellAsync(login);
    }

    [Fact]
    public async Task A_login_whose_window_the_person_closed_says_so_and_opens_it_again()
    {
        sandbox.Arm("logout", times: 100);
        await using var login = StartLogin();
        await AskedAsync(login, times: 1);
        var closed = await LoginPageAsync(login);
        using var http = new HttpClient();
        using (var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/json/close/{closed}"), Cancellation))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        await AskedAsync(login, times: 2);
        Assert.Contains("The window was closed before a login was seen: here it is again", login.Said, StringComparison.Ordinal);
        Assert.NotEqual(closed, await LoginPageAsync(login));
        await SignInAsync(login);

        await EndedWellAsync(login);
    }

    [Fact]
    public async Task A_login_without_a_display_is_refused()
    {
        host.With("RUNNER_HEADLESS", "false");

        var exitCode = await XbotProgram.RunAsync(["login"], host.Host with { HasDisplay = false });

        Assert.Equal(ExitCodes.BrowserNotAvailable, exitCode);
        Assert.Contains("there is no display here", host.Stderr, StringComparison.Ordinal);
        host.With("RUNNER_HEADLESS", "true");
    }

    [Fact]
    public async Task A_profile_of_another_site_is_refused()
    {
        Assert.Equal(ExitCodes.Done, await RunAsync("chrome", "status"));
        host.With("X_BASE_URL", "http://127.0.0.1:1");

        Assert.Equal(ExitCodes.ConfigurationInvalid, await RunAsync("chrome", "start"));

        Assert.Contains("RUNNER_PROFILE_DIR to another folder", host.Stderr, StringComparison.Ordinal);
        host.With("X_BASE_URL", sandbox.Url.GetLeftPart(UriPartial.Authority));
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("chrome", "stop");
        await sandbox.DisposeAsync();
        host.Dispose();
        folder.Dispose();
    }

    private Task<int> RunAsync(params string[] args) => XbotProgram.RunAsync(args, host.Host with { Time = TimeProvider.System });

    /// <summary>As a person starts it: a process of its own, whose end is an exit code.</summary>
    private HostProcess StartLogin() => HostProcess.Start("XBot.App", "xbot", ["login"], Variables);

    private static Task AskedAsync(HostProcess login, int times) => OutsideDesk.UntilAsync($"the login's line, {times} times,", () =>
    {
        Assert.False(login.HasExited, login.Said);
        return Task.FromResult(login.Said.Split("Log in to http").Length > times ? "" : null);
    }, Cancellation);

    private static async Task EndedWellAsync(HostProcess login)
    {
        Assert.True(await login.EndsWithinAsync(TimeSpan.FromMinutes(2), Cancellation), $"the sign-in did not end it: {login.Said}");
        var said = await login.AllSaidAsync(Cancellation);
        Assert.True(login.ExitCode == ExitCodes.Done, said);
        Assert.Contains("logged in as @demo (account ", said, StringComparison.Ordinal);
    }

    private async Task<string> LoginPageAsync(HostProcess login)
    {
        using var http = new HttpClient();
        return await OutsideDesk.UntilAsync("the login page", async () =>
        {
            Assert.False(login.HasExited, login.Said);
            var targets = await http.GetFromJsonAsync<JsonElement>(new Uri($"http://127.0.0.1:{port}/json/list"), Cancellation);
            return targets.EnumerateArray()
                .Where(target => target.GetProperty("type").GetString() == "page" && target.GetProperty("url").GetString()!.EndsWith("/i/flow/login", StringComparison.Ordinal))
                .Select(target => target.GetProperty("id").GetString())
                .FirstOrDefault();
        }, Cancellation);
    }

    /// <summary>The page's own two steps, over a connection that the login knows nothing of: a name, then a password.</summary>
    private async Task SignInAsync(HostProcess login)
    {
        using var endpoint = new DevToolsEndpoint(port, TimeProvider.System);
        var version = await endpoint.VersionAsync(TimeSpan.FromSeconds(30), Cancellation);
        await using var connection = await CdpConnection.ConnectAsync(CdpSocket.DialAsync, version!.WebSocket, TimeSpan.FromSeconds(30), TimeProvider.System, Cancellation);
        var session = await connection.AttachAsync(await LoginPageAsync(login), Cancellation);
        foreach (var (field, value) in ((string, string)[])[("text", "demo"), ("password", "any")])
        {
            var fill = new Evaluate($$"""
                (() => {
                  const field = document.querySelector('input[name="{{field}}"]');
                  if (!field) return false;
                  field.value = '{{value}}';
                  field.form.requestSubmit();
                  return true;
                })()
                """);
            await OutsideDesk.UntilAsync($"the field {field}", async () => (await session.SendAsync(fill, Cancellation)).Result.Value is { ValueKind: JsonValueKind.True } ? "" : null, Cancellation);
        }
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
