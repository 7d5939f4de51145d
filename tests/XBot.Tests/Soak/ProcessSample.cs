using System.Globalization;

namespace XBot.Tests.Soak;

/// <summary>What a process holds at one moment, as Linux tells it.</summary>
/// <param name="At">The round.</param>
/// <param name="Memory">Resident, in MiB.</param>
internal sealed record ProcessSample(double At, double Memory, int Threads, int Files)
{
    public static ProcessSample Take(double at, int pid)
    {
        var facts = File.ReadLines($"/proc/{pid}/status").Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1].Trim());
        return new ProcessSample(
            at,
            double.Parse(facts["VmRSS"].Split(' ')[0], CultureInfo.InvariantCulture) / 1024,
            int.Parse(facts["Threads"], CultureInfo.InvariantCulture),
            Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd").Count());
    }

    public static double Median(IReadOnlyList<ProcessSample> samples, Func<ProcessSample, double> value)
    {
        var sorted = samples.Select(value).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>How much a value grows in a thousand rounds: the line of least squares.</summary>
    public static double Slope(IReadOnlyList<ProcessSample> samples, Func<ProcessSample, double> value)
    {
        var (x, y) = (samples.Average(sample => sample.At), samples.Average(value));
        var spread = samples.Sum(sample => (sample.At - x) * (sample.At - x));
        return spread == 0 ? 0 : samples.Sum(sample => (sample.At - x) * (value(sample) - y)) / spread * 1000;
    }
}
