namespace XBot.Bench;

/// <summary>Times two ways in turns, so that a busy machine is busy for both, and takes the median of each.</summary>
public static class Rounds
{
    /// <returns>Medians, in microseconds of one round.</returns>
    public static Task<(double Ours, double Floor)> CompareAsync(int rounds, Func<Task> ours, Func<Task> floor) =>
        CompareAsync(rounds, () => Task.CompletedTask, ours, floor);

    /// <param name="ready">Before each of ours; its time does not count.</param>
    /// <returns>Medians, in microseconds of one round.</returns>
    public static async Task<(double Ours, double Floor)> CompareAsync(int rounds, Func<Task> ready, Func<Task> ours, Func<Task> floor)
    {
        // Warm: compiled, cached, allocated.
        for (var warm = 0; warm < Math.Max(1, rounds / 5); warm++)
        {
            await ready();
            await ours();
            await floor();
        }

        var (first, second) = (new double[rounds], new double[rounds]);
        for (var round = 0; round < rounds; round++)
        {
            await ready();
            // Who goes first changes, since the first of two pays for what both need.
            if (round % 2 == 0)
                first[round] = await TimeAsync(ours);
            second[round] = await TimeAsync(floor);
            if (round % 2 == 1)
                first[round] = await TimeAsync(ours);
        }

        return (Median(first), Median(second));
    }

    public static async Task<double> TimeAsync(Func<Task> work)
    {
        var begun = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(begun).TotalMicroseconds;
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
