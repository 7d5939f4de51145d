using System.Globalization;
using XBot.Sql.Sqlite;

namespace XBot.CrashHost;

/// <summary>Stops a migration within a step: the migrator asks for the time after the step's statements and before it records the step.</summary>
/// <param name="asked">At which time of asking.</param>
public sealed class MigrationCrash(int asked, Action within) : TimeProvider
{
    public const string Argument = "migrate";
    public const string Within = "within a step";

    private int _asked;

    public override DateTimeOffset GetUtcNow()
    {
        if (Interlocked.Increment(ref _asked) == asked)
            within();
        return base.GetUtcNow();
    }

    /// <summary>Migrates the file, says when it is within that step, and waits to be killed there.</summary>
    public static async Task<int> RunAsync(string file, string asked)
    {
        var clock = new MigrationCrash(int.Parse(asked, CultureInfo.InvariantCulture), () =>
        {
            Console.WriteLine(Within);
            using var never = new ManualResetEventSlim();
            never.Wait();
        });
        await using var store = await SqliteRunnerStore.OpenAsync(file, CrashPlan.RunnerId, clock, null, CancellationToken.None);
        return 1;
    }
}
