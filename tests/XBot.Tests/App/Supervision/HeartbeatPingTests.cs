using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using XBot.App.Supervision;
using XBot.Core.Events;
using XBot.Tests.App.Daemon;

namespace XBot.Tests.App.Supervision;

/// <summary>The dead man's switch, called at an address of our own.</summary>
public sealed class HeartbeatPingTests : ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _log = new();

    [Fact]
    public async Task A_real_daemon_calls_it_after_good_rounds_and_never_after_others()
    {
        await using var site = await PageServer.StartAsync();
        site.Serve("/ping/secret", "OK");
        await using var desk = await DaemonDesk.StartAsync(settings => settings with { HeartbeatPingUrl = new Uri(site.Url, "/ping/secret") });
        await UntilAsync("two calls", () => site.Requests.Count >= 2);

        desk.Sandbox.Arm("logout", times: 1000);
        var bad = await desk.HeartbeatAsync("SESSION_INVALID");
        // The last good round's call may still be on its way when the bad round is told; the one after it is told too before we count.
        var next = await desk.HeartbeatAsync("SESSION_INVALID", bad.Id);
        var before = site.Requests.Count;
        for (var round = 0; round < 3; round++)
            next = await desk.HeartbeatAsync("SESSION_INVALID", next.Id);
        Assert.Equal(before, site.Requests.Count);

        await desk.StopAsync();
        var good = await CountAsync(desk);
        Assert.InRange(site.Requests.Count, 2, good);
        Assert.DoesNotContain("secret", await File.ReadAllTextAsync(Path.Combine(desk.Settings.ProfileDir, "daemon.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_never_answers_holds_nothing_up_and_is_called_once_at_a_time()
    {
        await using var site = await PageServer.StartAsync();
        var answer = new TaskCompletionSource();
        site.Serve("/slow", _ => answer.Task);
        using (var ping = new HeartbeatPing(new Uri(site.Url, "/slow"), this))
        {
            ping.Send();
            await UntilAsync("the call", () => site.Requests.Count == 1);
            for (var i = 0; i < 100; i++)
                ping.Send();
            Assert.Single(site.Requests);
        }

        answer.SetResult();
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_failures_are_told_once_until_it_works_again()
    {
        await using var site = await PageServer.StartAsync();
        var works = false;
        site.Serve("/elsewhere", "OK");
        site.Serve("/ping", context =>
        {
            if (!works)
                context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });
        using var ping = new HeartbeatPing(new Uri(site.Url, "/ping"), this);
        await CallAsync(ping, site, 3);
        works = true;
        await CallAsync(ping, site, 3);
        works = false;
        await CallAsync(ping, site, 2);

        await UntilAsync("three lines", () => _log.Count == 3);
        Assert.Equal([LogLevel.Warning, LogLevel.Information, LogLevel.Warning], _log.Select(line => line.Level));
        Assert.Contains("redirect", _log.First().Text, StringComparison.Ordinal);
        Assert.All(_log, line => Assert.DoesNotContain(site.Url.Authority, line.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("/elsewhere", site.Requests);
    }

    [Fact]
    public async Task Nobody_there_is_told_without_the_address()
    {
        using var ping = new HeartbeatPing(new Uri($"http://127.0.0.1:{Testing.Ports.Free()}/secret"), this);
        ping.Send();
        await UntilAsync("the line", () => !_log.IsEmpty);
        Assert.Contains("ConnectionError", _log.Single().Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", _log.Single().Text, StringComparison.Ordinal);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _log.Enqueue((logLevel, formatter(state, exception)));

    /// <summary>So many calls, one after the other: one that is under way swallows those that come meanwhile.</summary>
    private static async Task CallAsync(HeartbeatPing ping, PageServer site, int times)
    {
        var wanted = site.Requests.Count + times;
        await UntilAsync("the calls", () =>
        {
            if (site.Requests.Count < wanted)
                ping.Send();
            return site.Requests.Count >= wanted;
        });
    }

    private static async Task<int> CountAsync(DaemonDesk desk) => await desk.UntilAsync("the beats", async store =>
        (object?)(await store.Events.ListAsync(new EventQuery([EventTypes.Heartbeat], Limit: 1000), CancellationToken.None)).Count(beat => beat.Data["status"]!.GetValue<string>() == "OK")) is int count ? count : 0;

    private static async Task UntilAsync(string what, Func<bool> seen)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!seen())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(90), $"{what} did not come");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
