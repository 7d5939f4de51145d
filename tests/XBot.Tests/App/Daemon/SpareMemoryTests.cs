using Microsoft.Extensions.Time.Testing;
using XBot.App.Running;

namespace XBot.Tests.App.Daemon;

public sealed class SpareMemoryTests
{
    [Fact]
    public void Memory_is_given_back_before_a_sleep_and_not_more_often_than_is_worth_it()
    {
        var time = new FakeTimeProvider();
        var spare = new SpareMemory(time);
        var asked = new List<bool>();
        for (var round = 0; round < 7; round++)
        {
            asked.Add(spare.GiveBack());
            time.Advance(SpareMemory.Pause / 3);
        }

        Assert.Equal([true, false, false, true, false, false, true], asked);
    }

    [Fact]
    public void What_nobody_holds_is_gone_then()
    {
        var garbage = Abandon();
        Assert.True(new SpareMemory(new FakeTimeProvider()).GiveBack());
        Assert.False(garbage.IsAlive);
    }

    // Not inlined: this test's own frame would hold it.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Abandon() => new(new byte[200_000]);
}
