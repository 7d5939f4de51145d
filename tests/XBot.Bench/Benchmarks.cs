using XBot.Bench.Claims;
using XBot.Bench.Growth;
using XBot.Bench.Keeping;
using XBot.Bench.Reading;
using XBot.Bench.Sending;

namespace XBot.Bench;

/// <summary>Every benchmark, in the order of the report.</summary>
public static class Benchmarks
{
    public static IReadOnlyList<IBenchmark> All { get; } =
        [new DomRead(), new NetworkRead(), new DueToConfirmed(), new ChromeDeathNoticed(), new ChromeFirstCycle(), new FleetClaims(), new SqliteGrowth(), new PostgresGrowth()];
}
