using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using XBot.App.CommandLine;
using XBot.Chrome.Cdp;
using XBot.Chrome.Keeping;
using XBot.Tests.Crashes.Desk;
using XBot.Tests.Crashes.Outside;

namespace XBot.Tests.App.Browser;

// A login that waits for a person, as a process of its own.
public sealed partial class BrowserCommandTests
{
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
}
