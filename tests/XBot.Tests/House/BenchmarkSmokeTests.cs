using XBot.Bench;

namespace XBot.Tests.House;

/// <summary>Each benchmark runs and measures something; how fast it is, is no test's matter.</summary>
public sealed class BenchmarkSmokeTests
{
    public static TheoryData<string> Names() => [.. Benchmarks.All.Select(benchmark => benchmark.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_yields_a_ratio_on_tiny_data(string name)
    {
        var found = await Benchmarks.All.Single(benchmark => benchmark.Name == name).RunAsync(0.01, TestContext.Current.CancellationToken);
        Assert.True(double.IsFinite(found.Ratio) && found is { Ours: > 0, Floor: > 0 }, found.ToString());
    }

    [Fact]
    public void Names_are_told_apart_and_fit_the_command_line()
    {
        Assert.Equal(Benchmarks.All.Count, Benchmarks.All.Select(benchmark => benchmark.Name).Distinct().Count());
        Assert.All(Benchmarks.All, benchmark => Assert.Matches("^[a-z][a-z-]*$", benchmark.Name));
    }
}
