using XBot.Bench;
using XBot.Testing;

// ./bench [--large] [--only NAME] [--scale N]: prints each benchmark's ratio; a full run writes docs/benchmarks.md.
var large = false;
var scale = 1.0;
string? only = null;
for (var n = 0; n < args.Length; n++)
{
    switch (args[n])
    {
        case "--large":
            large = true;
            break;
        case "--only" when n + 1 < args.Length:
            only = args[++n];
            break;
        case "--scale" when n + 1 < args.Length && double.TryParse(args[n + 1], System.Globalization.CultureInfo.InvariantCulture, out scale) && scale is > 0 and <= 1:
            n++;
            break;
        default:
            Console.Error.WriteLine($"./bench: \"{args[n]}\" is not understood: --large, --only NAME ({string.Join(", ", Benchmarks.All.Select(one => one.Name))}) and --scale N (above 0, at most 1) are");
            return 4;
    }
}

var chosen = Benchmarks.All.Where(one => only is null ? large || !one.Large : one.Name == only).ToList();
if (chosen.Count == 0)
{
    Console.Error.WriteLine($"./bench: there is no benchmark \"{only}\": {string.Join(", ", Benchmarks.All.Select(one => one.Name))} are there");
    return 4;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var results = new List<(IBenchmark, Comparison)>();
try
{
    foreach (var benchmark in chosen)
    {
        var found = await benchmark.RunAsync(scale, stop.Token);
        results.Add((benchmark, found));
        Console.WriteLine(BenchmarkReport.Line(benchmark, found));
    }
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}

// A part of the figures, or figures of small data, would not be the page that people read.
if (only is null && scale is 1)
    await File.WriteAllTextAsync(Path.Combine(Repository.Root, "docs", "benchmarks.md"), BenchmarkReport.Page(results));
return 0;
