using System.Globalization;
using System.Text;
using System.Text.Json;
using XBot.Testing;

namespace XBot.Tests.Crashes.Run;

/// <summary>The results of a run: a line of JSON each in a file below artifacts/, so that a run can go on where it was broken off, and their counts.</summary>
internal sealed class CrashTally
{
    private readonly string _file;
    private readonly Dictionary<int, CrashResult> _results = [];

    /// <param name="name">Of the file, without its ending.</param>
    /// <param name="resume">Go on with what the file holds; otherwise it begins anew.</param>
    public CrashTally(string name, bool resume)
    {
        _file = Path.Combine(Repository.Root, "artifacts", "crashes", name + ".jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        if (!resume)
            File.Delete(_file);
        else if (File.Exists(_file))
        {
            foreach (var result in File.ReadLines(_file).Select(Read).OfType<CrashResult>())
                _results[result.Index] = result;
        }
    }

    public IEnumerable<CrashResult> Results => _results.Values;

    public IReadOnlyList<CrashResult> Failures => [.. _results.Values.Where(result => result.Problems.Count > 0).OrderBy(result => result.Index)];

    /// <summary>Whether that case is done. One whose kill never came (a machine too busy to get there in time) has proved nothing and is run again.</summary>
    public bool Has(int index) => _results.TryGetValue(index, out var result) && (result.Point.Length == 0 || result.Kills > 0);

    public void Add(CrashResult result)
    {
        _results[result.Index] = result;
        File.AppendAllText(_file, JsonSerializer.Serialize(result) + "\n");
        Tell(Path.GetFileName(_file));
    }

    /// <summary>The counts for people, written beside the results too.</summary>
    public string Tell(string title)
    {
        var all = _results.Values;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"{title}: {all.Count} cases, {all.Sum(r => r.Kills)} kills; replies: {all.Sum(r => r.Confirmed)} confirmed, {all.Sum(r => r.NeedsHuman)} for a person ({all.Sum(r => r.HumanWithEntry)} of them in the ledger), {all.Sum(r => r.Failed)} failed; targets answered twice: {all.Sum(r => r.Twice)}, replies lost: {all.Sum(r => r.Lost)}, disagreements with the ledger: {all.Sum(r => r.Disagreements)}; cases with a problem: {Failures.Count}");
        var points = all.Where(r => r.Point.Length > 0).GroupBy(r => r.Point).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        if (points.Count > 0)
            text.AppendLine(CultureInfo.InvariantCulture, $"  killed there, as often as the mark proves it: {string.Join(", ", points.Select(Tell))}");
        foreach (var failure in Failures)
            text.AppendLine(CultureInfo.InvariantCulture, $"  case {failure.Index} ({failure.Name}): {string.Join(" | ", failure.Problems)}");
        File.WriteAllText(Path.ChangeExtension(_file, ".txt"), text.ToString());
        return text.ToString();
    }

    // A random moment is chosen from outside: there is nothing to prove.
    private static string Tell(IGrouping<string, CrashResult> point) => string.Create(
        CultureInfo.InvariantCulture, $"{point.Key} {(point.Key == "random" ? point.Count() : point.Count(result => result.Proved))}{(point.Key == "random" || point.All(result => result.Proved) ? "" : $" of {point.Count()}")}");

    // The last line of a run that was broken off may be half a line.
    private static CrashResult? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<CrashResult>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
