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
    private readonly Channel<Waiting> _waits = Channel.CreateUnbounded<Waiting>();

    /// <summary>Set while the loop's next timer is its sleep.</summary>
    public volatile bool Resting;

    public ChannelReader<Waiting> Waits => _waits.Reader;

    public override DateTimeOffset GetUtcNow() => wall();

    public override long GetTimestamp() => lived().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (Resting && dueTime != Timeout.InfiniteTimeSpan)
            Tell(new Waiting(WaitKind.Sleep, dueTime));
        return timer;
    }

    /// <summary>Something of the world that takes time.</summary>
    public async Task WorkAsync(TimeSpan time, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var work = Task.Delay(time, this, ct);
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
