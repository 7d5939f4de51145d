using Microsoft.Extensions.Time.Testing;
using XBot.App.Running;

namespace XBot.Tests.App.Supervision;

public sealed class StageWatchTests : IDisposable
{
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly StageWatch _watch;

    public StageWatchTests() => _watch = new StageWatch(_time, _ => { });

    public void Dispose() => _watch.Dispose();

    [Fact]
    public void A_stage_past_its_deadline_hangs_and_one_within_it_does_not()
    {
        Assert.Null(_watch.Hung(InTime));
        _watch.Enter("sleep", TimeSpan.FromMinutes(1));
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Null(_watch.Hung(InTime));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("sleep", _watch.Hung(InTime));
        _watch.Rest();
        Assert.Null(_watch.Hung(InTime));
    }

    [Fact]
    public void A_process_that_was_stopped_has_its_stage_begin_anew_and_hangs_later_all_the_same()
    {
        _watch.Enter("browser", TimeSpan.FromMinutes(4));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Null(_watch.Hung(TimeSpan.FromHours(1)));
        Assert.Null(_watch.Hung(InTime));
        _time.Advance(TimeSpan.FromMinutes(4.1));
        Assert.Equal("browser", _watch.Hung(InTime));
    }
}
