using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XBot.App.Supervision;

namespace XBot.Tests.App.Supervision;

public sealed class OneFateTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _ended = [];

    [Fact]
    public async Task A_part_that_fails_ends_the_others_and_is_named()
    {
        var fault = new TaskCompletionSource();
        var life = LiveAsync([new("watch", _ => fault.Task), Stays("loop")], CancellationToken.None);
        Assert.False(life.IsCompleted);
        fault.SetException(new InvalidOperationException("it broke"));

        var failure = await Assert.ThrowsAsync<PartFailedException>(() => life);

        Assert.Equal("watch", failure.Part);
        Assert.Contains("the watch failed: InvalidOperationException: it broke", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["loop"], _ended);
    }

    [Fact]
    public async Task A_part_that_throws_at_once_is_a_failed_part() =>
        Assert.Equal("watch", (await Assert.ThrowsAsync<PartFailedException>(() => LiveAsync([new("watch", _ => throw new InvalidOperationException("x")), Stays("loop")], CancellationToken.None))).Part);

    [Fact]
    public async Task A_part_that_ends_unasked_is_a_failed_part_too()
    {
        var failure = await Assert.ThrowsAsync<PartFailedException>(() => LiveAsync([new("watch", _ => Task.CompletedTask), Stays("loop")], CancellationToken.None));
        Assert.Contains("the watch ended although nobody asked it to", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_no_clean_stop() =>
        await Assert.ThrowsAsync<PartFailedException>(() => LiveAsync([new("watch", _ => throw new OperationCanceledException()), Stays("loop")], CancellationToken.None));

    [Fact]
    public async Task A_stop_ends_all_of_them_and_is_no_failure()
    {
        using var stop = new CancellationTokenSource();
        var life = LiveAsync([Stays("watch"), Stays("loop"), new("rude", token => Task.Delay(Timeout.InfiniteTimeSpan, token))], stop.Token);
        await stop.CancelAsync();
        await life;
        Assert.Equal(["loop", "watch"], _ended.Order());
    }

    [Fact]
    public async Task What_fails_while_it_is_stopped_is_a_failure_still()
    {
        using var stop = new CancellationTokenSource();
        var life = LiveAsync([new("watch", async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new InvalidOperationException("on the way out");
        }), Stays("loop")], stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<PartFailedException>(() => life);
    }

    [Fact]
    public async Task A_part_that_does_not_listen_does_not_keep_the_process_alive()
    {
        var life = LiveAsync([new("watch", _ => throw new InvalidOperationException("x")), new("deaf", _ => new TaskCompletionSource().Task)], CancellationToken.None);
        Assert.False(life.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("watch", (await Assert.ThrowsAsync<PartFailedException>(() => life)).Part);
    }

    private Task LiveAsync(IReadOnlyList<DaemonPart> parts, CancellationToken stop) => OneFate.RunAsync(parts, _time, NullLogger.Instance, stop);

    private DaemonPart Stays(string name) => new(name, async token =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_ended)
            _ended.Add(name);
    });
}
