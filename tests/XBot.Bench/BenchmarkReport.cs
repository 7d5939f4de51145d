using System.Globalization;
using System.Text;

namespace XBot.Bench;

/// <summary>The run as lines for a terminal and as docs/benchmarks.md.</summary>
internal static class BenchmarkReport
{
    public static string Line(IBenchmark benchmark, Comparison found) => string.Create(
        CultureInfo.InvariantCulture,
        $"{benchmark.Name,-18} {found.Ratio,7:0.00}  {Goal(benchmark, found),-16} {found.Ours:0.##} against {found.Floor:0.##} {found.Unit}; {found.Note}");

    public static string Page(IReadOnlyList<(IBenchmark Benchmark, Comparison Found)> results)
    {
        var page = new StringBuilder();
        page.Append("""
            # Benchmarks

            Written by `./bench` (`./bench --large` adds the big data sets). Each row sets our way beside the barest way to the same end, timed in turns in one run on one machine; only the ratio travels to another one. Below 1 would be faster than the floor.

            | Benchmark | Ratio | Goal | What is compared | In that run |
            |---|---|---|---|---|

            """);
        foreach (var (benchmark, found) in results)
            page.Append(CultureInfo.InvariantCulture, $"| `{benchmark.Name}` | {found.Ratio:0.00} | {(benchmark.Goal is { } goal ? $"below {goal:0.##}" : "none")} | {benchmark.Compares} | {found.Note} |\n");
        return page.ToString();
    }

    private static string Goal(IBenchmark benchmark, Comparison found) =>
        benchmark.Goal is not { } goal ? "" : string.Create(CultureInfo.InvariantCulture, $"goal < {goal:0.##} {(found.Ratio < goal ? "ok" : "MISSED")}");
}
