namespace XBot.Tests;

public sealed class PlaceholderTests
{
    [Fact]
    public void Snowflakes_carry_their_time() =>
        Assert.Equal(new DateTimeOffset(2026, 2, 3, 16, 48, 54, TimeSpan.Zero), XBot.Core.Posts.Snowflake.TimeOf("2018728413880840451")!.Value.AddTicks(-(XBot.Core.Posts.Snowflake.TimeOf("2018728413880840451")!.Value.Ticks % TimeSpan.TicksPerSecond)));
}
