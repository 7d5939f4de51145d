using System.Globalization;
using XBot.CrashHost.Killing;
using XBot.Testing.Stores;
using XBot.Tests.Crashes.Run;

namespace XBot.Tests.Crashes;

/// <summary>
/// The daemon is killed at every step boundary of sending and at random moments, Chrome with it or not; then a healthy one takes over.
/// No target may have two replies, no approved reply may be lost, and store and ledger must tell the same.
/// </summary>
public sealed class KillMatrixTests(PostgresServer postgres)
{
    // More than the cores of a small machine: most of a case is spent waiting.
    private const int Workers = 3;

    [Fact]
    public async Task Fifteen_kills_make_no_second_reply_and_lose_none() => await RunAsync("everyday", seed: 1, count: 15, workers: 1, resume: false);

    /// <summary><c>./test --kills N --seed S</c> asks for more and goes on where it was broken off; otherwise 200 of seed 2.</summary>
    [Fact, Trait("Category", "Long")]
    public async Task Many_kills_make_no_second_reply_and_lose_none()
    {
        var kills = Number("XBOT_TEST_KILLS");
        var seed = Number("XBOT_TEST_SEED") ?? 2;
        await RunAsync(kills is null ? "kills" : $"kills-seed-{seed.ToString(CultureInfo.InvariantCulture)}", seed, kills ?? 200, Workers, resume: kills is not null);
    }

    [Fact]
    public void There_are_enough_points()
    {
        Assert.Equal(KillPoints.All.Count, KillPoints.All.Select(point => point.Name).Distinct().Count());
        Assert.True(KillPoints.All.Count >= 25);
        Assert.True(KillPoints.All.Count(point => point.Part == KillPart.Sending) >= 10);
        // Every point comes once before any comes twice.
        var first = Enumerable.Range(0, KillPoints.All.Count * 4 / 3).Select(index => new KillCases(1)[index].Point).OfType<KillPoint>();
        Assert.Equal(KillPoints.All.Count, first.Distinct().Count());
    }

    private async Task RunAsync(string name, int seed, int count, int workers, bool resume)
    {
        var cases = new KillCases(seed);
        await MatrixRun.RunAsync(postgres, name, $"kills, seed {seed.ToString(CultureInfo.InvariantCulture)}", Enumerable.Range(0, count).Select(index => cases[index]), workers, resume);
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
