using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace XBot.Tests.Month;

/// <summary>What the loop waits for.</summary>
/// <param name="For">How long; null: for ever, a hang.</param>
/// <param name="Token">Ends the wait early.</param>
internal sealed record Waiting(WaitKind Kind, TimeSpan For, CancellationToken Token = default);

internal enum WaitKind { Sleep, Work, Hang, Death }

/// <summary>
/// The clock of one life of the daemon: time lived is the fake's own, the wall clock is the world's, which sleeps and settings move. It tells when
/// the loop goes to sleep; nothing moves until somebody advances it.
/// </summary>
internal sealed class MonthClock(Func<DateTimeOffset> wall, Func<TimeSpan> lived) : FakeTimeProvider(wall())
{
    // An outcome that the store could not take is tried again after these: the only waits at work that are not the world's own.
    private static readonly TimeSpan[] _retries = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8)];

    private readonly Channel<Waiting> _waits = Channel.CreateUnbounded<Waiting>();

    /// <summary>Set while the loop's next timer is its sleep.</summary>
    public volatile bool Resting;

    private bool _atWork;

    public ChannelReader<Waiting> Waits => _waits.Reader;

    public override DateTimeOffset GetUtcNow() => wall();

    public override long GetTimestamp() => lived().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (Resting && dueTime != Timeout.InfiniteTimeSpan)
            Tell(new Waiting(WaitKind.Sleep, dueTime));
        else if (!_atWork && _retries.Contains(dueTime))
            Tell(new Waiting(WaitKind.Work, dueTime));
        return timer;
    }

    /// <summary>Something of the world that takes time.</summary>
    public async Task WorkAsync(TimeSpan time, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        _atWork = true;
        var work = Task.Delay(time, this, ct);
        _atWork = false;
        Tell(new Waiting(WaitKind.Work, time, ct));
        await work;
    }

    /// <summary>Something that never answers, or the end of the process: nothing after it runs.</summary>
    public Task NeverAsync(WaitKind kind)
    {
        Tell(new Waiting(kind, Timeout.InfiniteTimeSpan));
        return new TaskCompletionSource().Task;
    }

    private void Tell(Waiting waiting) => _waits.Writer.TryWrite(waiting);
}
