using System.Globalization;

namespace XBot.Tests.X.Mutation;

/// <summary>The seed of the random tests: XBOT_TEST_SEED, or the same one in every run.</summary>
internal static class Seed
{
    public static int OfThisRun() =>
        int.TryParse(Environment.GetEnvironmentVariable("XBOT_TEST_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : 20261124;
}
