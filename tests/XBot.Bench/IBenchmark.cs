namespace XBot.Bench;

/// <summary>One figure of speed: our way beside the barest way to the same end, in one run on one machine.</summary>
public interface IBenchmark
{
    /// <summary>As <c>--only</c> takes it: <c>dom-read</c>.</summary>
    string Name { get; }

    /// <summary>What is compared with what, one sentence.</summary>
    string Compares { get; }

    /// <summary>The ratio to stay below, or null when there is none.</summary>
    double? Goal { get; }

    /// <summary>Needs big data sets: only with <c>--large</c>.</summary>
    bool Large { get; }

    /// <param name="scale">1 for a real run; less for a smoke test of the benchmark itself.</param>
    Task<Comparison> RunAsync(double scale, CancellationToken ct);
}

/// <summary>What came out.</summary>
/// <param name="Ours">Of one unit, in <paramref name="Unit"/>.</param>
/// <param name="Floor">The same, done barely.</param>
/// <param name="Unit"><c>µs per post</c>.</param>
/// <param name="Note">Counts worth knowing.</param>
public sealed record Comparison(double Ours, double Floor, string Unit, string Note)
{
    public double Ratio => Ours / Floor;
}
