using XBot.Testing;
using XBot.Testing.Stores;

namespace XBot.Tests.Crashes.Run;

/// <summary>A matrix as a test: runs the cases that its file does not hold yet, tells the counts, and fails for each problem.</summary>
internal static class MatrixRun
{
    /// <param name="name">Of the results' file.</param>
    /// <param name="title">Of the counts.</param>
    /// <param name="resume">Go on with the file; otherwise begin anew.</param>
    public static async Task RunAsync(PostgresServer postgres, string name, string title, IEnumerable<CrashCase> cases, int workers = 1, bool resume = false)
    {
        var tally = new CrashTally(name, resume);
        await new CrashRun(postgres, workers).RunAsync(cases.Where(one => !tally.Has(one.Index)), tally.Add, TestContext.Current.CancellationToken);
        var told = tally.Tell(title);
        Figures.Print(told.TrimEnd());
        Assert.True(tally.Failures.Count == 0 && tally.Results.Any(), told);
    }
}
