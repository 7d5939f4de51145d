using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XBot.App.Supervision;
using XBot.Testing;

namespace XBot.Tests.App.Supervision;

public sealed class StartLedgerTests : IDisposable
{
    private readonly TempFolder _profile = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _profile.Dispose();

    [Fact]
    public void Starts_that_end_without_a_word_or_with_one_are_counted_across_processes()
    {
        Assert.Equal(0, Start().Begin().Failed);
        Assert.Equal(1, Start().Begin().Failed);
        var third = Start();
        Assert.Equal(2, third.Begin().Failed);
        third.Failed("the pause watch failed");
        Assert.Equal((3, "the pause watch failed"), (Read().Failed, Read().LastError));
        Assert.Equal("the pause watch failed", Start().Begin().LastError);
    }

    [Fact]
    public void A_good_round_ends_the_row_and_what_comes_after_it_is_no_failed_start()
    {
        Start().Begin();
        var ledger = Start();
        ledger.Begin();
        ledger.Verified();
        ledger.Failed("later");
        Assert.Equal(0, Read().Failed);
        Assert.Equal(0, Start().Begin().Failed);
    }

    [Fact]
    public void An_end_that_was_asked_for_leaves_the_row_as_it_was()
    {
        Start().Begin();
        var ledger = Start();
        ledger.Begin();
        ledger.TakeBack();
        Assert.Equal(1, Read().Failed);
    }

    [Fact]
    public void A_person_is_told_once_in_a_row()
    {
        var ledger = Start();
        ledger.Begin();
        ledger.Alerted();
        Assert.True(Start().Begin().Alerted);
        var good = Start();
        good.Begin();
        good.Verified();
        Assert.False(Start().Begin().Alerted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"failed\":")]
    [InlineData("{\"failed\":-3,\"alerted\":false,\"lastStart\":null,\"lastError\":null}")]
    public void A_file_that_cannot_be_understood_counts_as_none(string content)
    {
        File.WriteAllText(_profile.File("starts.json"), content);
        Assert.Equal(FailedStarts.None, Read());
        Assert.Equal(0, Start().Begin().Failed);
        Assert.Equal(1, Read().Failed);
    }

    [Fact]
    public async Task A_start_after_too_many_waits_tells_its_watchdog_and_goes_on_when_the_time_has_come()
    {
        for (var i = 0; i < 3; i++)
            Start().Begin();
        var beats = 0;
        var wait = StartGate.PassAsync(_profile.Path, () => beats++, _time, NullLogger.Instance, TestContext.Current.CancellationToken);
        for (var second = 0; second < 59; second++)
            await StepAsync(() => beats > second);
        Assert.False(wait.IsCompleted);
        // The clock is set back meanwhile: the wait is none of its business.
        await StepAsync(() => wait.IsCompleted || beats > 59);
        await StepAsync(() => wait.IsCompleted);
        await wait;
        Assert.InRange(beats, 59, 61);
    }

    [Fact]
    public async Task A_row_that_ends_while_a_start_waits_lets_it_through()
    {
        for (var i = 0; i < 9; i++)
            Start().Begin();
        var wait = StartGate.PassAsync(_profile.Path, () => { }, _time, NullLogger.Instance, TestContext.Current.CancellationToken);
        Assert.False(wait.IsCompleted);
        StartLedger.Forget(_profile.Path);
        await StepAsync(() => wait.IsCompleted);
        await wait;
    }

    [Fact]
    public async Task A_stop_ends_the_wait()
    {
        for (var i = 0; i < 9; i++)
            Start().Begin();
        using var stop = new CancellationTokenSource();
        var wait = StartGate.PassAsync(_profile.Path, () => { }, _time, NullLogger.Instance, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Equal(9, Read().Failed);
    }

    /// <summary>A second goes by, and what it wakes has run.</summary>
    private async Task StepAsync(Func<bool> seen)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        var began = TimeProvider.System.GetTimestamp();
        while (!seen())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(30), "it did not go on");
            await Task.Yield();
        }
    }

    private StartLedger Start() => new(_profile.Path, _time);

    private FailedStarts Read() => StartLedger.Read(_profile.Path);
}
