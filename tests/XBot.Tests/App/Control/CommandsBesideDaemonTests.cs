using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using XBot.App.CommandLine;
using XBot.App.Control;
using XBot.App.Running;
using XBot.Core.Pipeline;
using XBot.Testing;

namespace XBot.Tests.App.Control;

/// <summary>Commands while a daemon holds the profile: it does the work, they show it.</summary>
public sealed class CommandsBesideDaemonTests : IAsyncDisposable
{
    private readonly TempFolder profile = new();
    private readonly TestHost host = new(("X_BASE_URL", "http://127.0.0.1:9"));
    private ControlServer? server;
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chrome_status_prints_its_JSON_and_nothing_else()
    {
        await ServeAsync(new FakeOperations());

        Assert.Equal(ExitCodes.Done, await host.RunAsync("chrome", "status", "--json"));

        Assert.Equal(
            """{"state":"running","pid":4711,"port":9333,"version":"Chrome/150.0","profile":"/a profile/chrome","startedAt":"2026-03-01T12:00:00.000Z","pages":2}""" + "\n",
            host.Stdout);
        Assert.Empty(host.Stderr);
    }

    [Fact]
    public async Task Chrome_start_says_where_CDP_listens()
    {
        await ServeAsync(new FakeOperations());

        Assert.Equal(ExitCodes.Done, await host.RunAsync("runner:chrome-cdp"));

        Assert.Equal("Chrome runs (pid 4711, Chrome/150.0): CDP listens on http://127.0.0.1:9333\n", host.Stdout);
    }

    [Fact]
    public async Task A_session_that_is_not_OK_is_told_and_ends_with_2()
    {
        await ServeAsync(new FakeOperations());

        Assert.Equal(ExitCodes.SessionNotValid, await host.RunAsync("session", "--json"));

        Assert.Equal(
            """{"state":"LOGGED_OUT","accountId":null,"handle":null,"reason":"the login form is shown","url":"http://127.0.0.1/i/flow/login","checkedAt":"2026-03-01T12:00:00.000Z","artifacts":{"screenshot":"/p/session_check.png","html":null}}""" + "\n",
            host.Stdout);
    }

    [Fact]
    public async Task A_harvest_without_a_valid_session_ends_with_2_and_one_line()
    {
        await ServeAsync(new FakeOperations());

        Assert.Equal(ExitCodes.SessionNotValid, await host.RunAsync("harvest", "--json"));

        Assert.Empty(host.Stdout);
        Assert.Equal("xbot: the session is LOGGED_OUT: the login form is shown; nothing was read\n", host.Stderr);
    }

    [Fact]
    public async Task A_harvest_prints_each_post_with_the_truths_fields_in_their_order_and_its_verdict()
    {
        await ServeAsync(new FakeOperations { Session = null });

        Assert.Equal(ExitCodes.Done, await host.RunAsync("harvest", "--dry-run", "--allow-logged-out", "--url", "/home", "--json"));

        using var json = JsonDocument.Parse(host.Stdout);
        Assert.Equal(["source", "url", "posts"], json.RootElement.EnumerateObject().Select(field => field.Name));
        var post = json.RootElement.GetProperty("posts")[0];
        Assert.Equal(
            ["id", "authorHandle", "authorName", "postedAt", "text", "truncated", "replies", "reposts", "likes", "views", "isReply", "isRepost", "repostedBy", "isQuote", "quotedAuthorHandle", "quotedText", "isPinned", "isPromoted", "permalink", "lang", "verdict"],
            post.EnumerateObject().Select(field => field.Name));
        Assert.Equal("2026-03-01T11:53:00.000Z", post.GetProperty("postedAt").GetString());
        Assert.Equal("Ana 🌊", post.GetProperty("authorName").GetString());
        Assert.Equal("too_old", post.GetProperty("verdict").GetString());
    }

    [Theory]
    [InlineData("--allow-logged-out reads only: give --dry-run with it", "--allow-logged-out")]
    [InlineData("--url is \"https://x.com/home\": allowed is a path on http://127.0.0.1:9, such as /home", "--url", "https://x.com/home")]
    public async Task A_harvest_that_makes_no_sense_ends_with_4(string line, params string[] options)
    {
        Assert.Equal(ExitCodes.ConfigurationInvalid, await host.RunAsync(["harvest", .. options]));

        Assert.Equal("xbot: " + line + "\n", host.Stderr);
    }

    [Theory]
    [InlineData(PipelineOutcome.Completed, ExitCodes.Done)]
    [InlineData(PipelineOutcome.SessionLost, ExitCodes.SessionNotValid)]
    [InlineData(PipelineOutcome.Failed, ExitCodes.UnexpectedError)]
    public async Task A_run_prints_its_summary_and_ends_as_it_went(PipelineOutcome outcome, int exitCode)
    {
        await ServeAsync(new FakeOperations { Outcome = outcome });

        Assert.Equal(exitCode, await host.RunAsync("schedule-once"));

        Assert.Equal("60 read, 3 eligible\n", host.Stdout);
    }

    [Fact]
    public async Task What_the_daemon_refuses_ends_the_command_with_its_exit_code_and_line()
    {
        await ServeAsync(new FakeOperations { Before = _ => throw new CommandException(ExitCodes.PausedOrFrozen, "paused: STOP is there") });

        Assert.Equal(ExitCodes.PausedOrFrozen, await host.RunAsync("schedule-once", "--json"));

        Assert.Empty(host.Stdout);
        Assert.Equal("xbot: paused: STOP is there\n", host.Stderr);
    }

    [Fact]
    public async Task Pause_and_resume_work_by_the_STOP_file_whoever_listens()
    {
        host.With("RUNNER_PROFILE_DIR", profile.Path);

        Assert.Equal(ExitCodes.Done, await host.RunAsync("pause", "--reason", "holidays"));
        Assert.Equal("holidays\n", await File.ReadAllTextAsync(profile.File("STOP"), Cancellation));
        Assert.Equal(ExitCodes.Done, await host.RunAsync("pause"));
        Assert.Equal(ExitCodes.Done, await host.RunAsync("resume"));
        Assert.Equal(ExitCodes.Done, await host.RunAsync("resume"));

        Assert.False(File.Exists(profile.File("STOP")));
        Assert.Equal(
            $"paused ({profile.File("STOP")}); 'xbot resume' goes on\nit was paused already ({profile.File("STOP")})\nresumed\nit was not paused\n",
            host.Stdout);
    }

    [Fact]
    public async Task Only_a_persons_word_ends_a_freeze()
    {
        var operations = new FakeOperations();
        await ServeAsync(operations);

        Assert.Equal(ExitCodes.Done, await host.RunAsync("resume", "--posting"));

        Assert.Equal($"resume posting {Environment.UserName}", Assert.Single(operations.Asked));
        Assert.Contains("posting goes on", host.Stdout, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        host.Dispose();
        profile.Dispose();
    }

    private async Task ServeAsync(IRunnerOperations operations)
    {
        ProfileFolder.Prepare(profile.Path);
        host.With("RUNNER_PROFILE_DIR", profile.Path);
        server = new ControlServer(profile.Path, operations, TimeProvider.System, NullLogger.Instance);
        await server.StartAsync(Cancellation);
    }
}
